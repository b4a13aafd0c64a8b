import { formatBarTime, INTERVAL_MILLIS } from "../../lib/market/barTime.ts";
import type { Bars } from "../../lib/market/bars.ts";
import type { BarOrigin, MarketStore, StoredSeries } from "../../lib/market/store/marketStore.ts";

export type ShownBar = { readonly close: string; readonly values: readonly number[]; readonly source: string; readonly receivedAt: string; readonly sha256: string | undefined };
export type Shown = { readonly rows: number; readonly provenance: string; readonly bars: readonly ShownBar[] };

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
  return { rows: held, provenance: [...new Set([...first, ...last].map(({ bars }) => bars.provenance).filter((text) => text !== ""))].join("; "), bars: ends };
}

type Read = { readonly bars: Bars; readonly origins: readonly BarOrigin[] };

const count = (reads: readonly Read[]): number => reads.reduce((sum, { origins }) => sum + origins.length, 0);

function rowsOf({ bars, origins }: Read): readonly ShownBar[] {
  return origins.map(({ closeTime, receivedAt, sha256, source }, t) => ({ close: formatBarTime(closeTime), values: [bars.open[t]!, bars.high[t]!, bars.low[t]!, bars.close[t]!, bars.volume[t]!], source, receivedAt: formatBarTime(receivedAt), sha256 }));
}
