import { formatBarTime, INTERVAL_MILLIS } from "../../lib/market/barTime.ts";
import type { Bars } from "../../lib/market/bars.ts";
import { brief } from "../../lib/market/finding.ts";
import type { BarOrigin, MarketStore, StoredSeries } from "../../lib/market/store/marketStore.ts";
import { alignedTable } from "../../lib/runs/index.ts";

/** Times as ISO 8601: a daily bar's close is its day. */
export type ShownBar = { readonly closeTime: string; readonly open: number; readonly high: number; readonly low: number; readonly close: number; readonly volume: number; readonly source: string; readonly receivedAt: string; readonly sha256: string | undefined };
/** How many bars there are, and those at both ends. */
export type Shown = { readonly bars: number; readonly provenance: string; readonly shown: readonly ShownBar[] };

/** Places of time that are read together. */
const PIECE = 65_536;

/** The first and the last bars of a series, and where they come from; of a long series no more is read than they need. */
export async function showBars(store: MarketStore, { from: firstClose = 0, interval, rows: all, symbol, to = -1 }: StoredSeries, { asOf, rows }: { readonly rows: number; readonly asOf?: number | undefined }): Promise<Shown> {
  const width = PIECE * INTERVAL_MILLIS[interval];
  const from = firstClose - 1;
  const pieces = Math.max(0, Math.ceil((to - from) / width));
  const read = async (piece: number): Promise<Read> => {
    const [start, end] = [from + piece * width, Math.min(from + (piece + 1) * width, to)].map((time) => new Date(time).toISOString());
    const options = { interval, from: start!, to: end!, ...(asOf !== undefined && { asOf }) };
    const [bars, origins] = [await store.openBars(symbol, options), await store.origins(symbol, options)];
    return { bars, origins };
  };
  const [first, last]: [Read[], Read[]] = [[], []];
  let [left, right] = [0, pieces];
  while (left < right && count(first) < rows) first.push(await read(left++));
  while (left < right && count(last) < rows) last.unshift(await read(--right));
  const shown = [...first, ...last].flatMap(rowsOf);
  const ends = shown.length <= 2 * rows ? shown : [...shown.slice(0, rows), ...shown.slice(-rows)];
  let held = asOf === undefined ? all : count([...first, ...last]);
  if (asOf !== undefined) for (let piece = left; piece < right; piece++) held += count([await read(piece)]);
  return { bars: held, provenance: [...new Set([...first, ...last].map(({ bars }) => bars.provenance).filter((text) => text !== ""))].join("; "), shown: ends };
}

type Read = { readonly bars: Bars; readonly origins: readonly BarOrigin[] };

const count = (reads: readonly Read[]): number => reads.reduce((sum, { origins }) => sum + origins.length, 0);

function rowsOf({ bars, origins }: Read): readonly ShownBar[] {
  return origins.map(({ closeTime, receivedAt, sha256, source }, t) => ({
    closeTime: formatBarTime(closeTime), open: bars.open[t]!, high: bars.high[t]!, low: bars.low[t]!, close: bars.close[t]!, volume: bars.volume[t]!,
    source, receivedAt: new Date(receivedAt).toISOString(), sha256,
  }));
}

/** The bars as a table of less than 100 columns: seven digits of a price, the day on which it came, the first eight digits of its bytes' hash. JSON has all of them. */
export function seriesText({ interval, symbol }: StoredSeries, { bars, provenance, shown }: Shown): string {
  const cells = shown.map(({ close, closeTime, high, low, open, receivedAt, sha256, source, volume }) => [
    closeTime.slice(0, 16), ...[open, high, low, close, volume].map((value) => (Number.isNaN(value) ? "N/A" : brief(value))), source, receivedAt.slice(0, 10), sha256?.slice(0, 8) ?? "none",
  ]);
  const table = alignedTable(["bar", "open", "high", "low", "close", "volume", "source", "received", "bytes"], cells);
  if (bars > shown.length) table.splice(table.length - shown.length / 2, 0, `  … ${bars - shown.length} more`);
  return [`${symbol} ${interval}: ${bars === 1 ? "1 bar" : `${bars} bars`}.${provenance === "" ? "" : ` ${provenance}`}`, "", ...table].join("\n");
}
