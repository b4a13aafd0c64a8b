import { BAR_COLUMNS, type Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { Session } from "./database.ts";
import type { BarOrigin, OpenOptions } from "./marketStore.ts";
import { originsOf, provenanceOf } from "./origins.ts";
import { inOrder, knownVersion, revisionsOf, versionOf } from "./revisions.ts";
import { readSegments, type SegmentSize, segmentSizes } from "./segments.ts";
import { demandSeries, type SeriesRow } from "./series.ts";
import { rowAfter, rowAtOrAfter } from "./timeRows.ts";
import { closesWithin } from "../writtenSpan.ts";

type Read = { readonly bars: Bars; readonly origin: Int32Array };

/** Bars of a stretch of time, as they stand or as they were known. None in it gives empty columns; an unknown series is an error. */
export async function readBars(session: Session, place: string, symbol: string, options: OpenOptions): Promise<Bars> {
  const { bars, origin, series } = await readRows(session, place, symbol, options);
  return { ...bars, provenance: provenanceOf(origin, await originsOf(session, series.id)) };
}

/** Where each of the bars comes from. */
export async function readOrigins(session: Session, place: string, symbol: string, options: OpenOptions): Promise<readonly BarOrigin[]> {
  const { bars: { closeTime }, origin, series } = await readRows(session, place, symbol, options);
  const known = await originsOf(session, series.id);
  return Array.from(closeTime, (time, row) => {
    const found = known.get(origin[row]!);
    if (found === undefined) throw new MarketError(`${place}: the origin of ${symbol} at ${new Date(time).toISOString()} is not in the store; it is damaged. \`npx marketbook data check --integrity\` looks at all of it.`, { reason: "store" });
    return { closeTime: time, ...found };
  });
}

async function readRows(session: Session, place: string, symbol: string, { asOf, from, interval = "1d", to }: OpenOptions): Promise<Read & { readonly series: SeriesRow }> {
  const series = await demandSeries(session, place, symbol, interval);
  const asked = closesWithin("openBars", { from, to });
  const [first, last] = [Math.max(asked.from + 1, series.from ?? 0), Math.min(asked.to, series.to ?? -1, asOf ?? Infinity)];
  const read = await readStanding(session, place, series, first, last);
  if (asOf !== undefined) await goBack(session, series, read, asOf);
  return { ...read, series };
}

/** How many segments are in memory beside the columns. */
const TOGETHER = 32;

async function readStanding(session: Session, place: string, series: SeriesRow, first: number, last: number): Promise<Read> {
  const sizes = first <= last ? await segmentSizes(session, series, first, last) : [];
  const columns = columnsOf(sizes.reduce((sum, { rows }) => sum + rows, 0));
  let rows = 0;
  for (let k = 0; k < sizes.length; k += TOGETHER) {
    for (const segment of await readSegments(session, place, series, sizes[k]!.segment, lastOf(sizes, k).segment)) {
      const [start, end] = [rowAtOrAfter(segment.closeTime, first), rowAfter(segment.closeTime, last)];
      for (const name of BAR_COLUMNS) columns[name].set(segment[name].subarray(start, end), rows);
      columns.origin.set(segment.origin.subarray(start, end), rows);
      rows += end - start;
    }
  }
  const { origin, ...bars } = columns;
  const cut = (column: Float64Array): Float64Array => (rows === column.length ? column : column.slice(0, rows));
  return {
    bars: { symbol: series.symbol, interval: series.interval, provenance: "", closeTime: cut(bars.closeTime), open: cut(bars.open), high: cut(bars.high), low: cut(bars.low), close: cut(bars.close), volume: cut(bars.volume) },
    origin: origin.subarray(0, rows),
  };
}

const lastOf = (sizes: readonly SegmentSize[], k: number): SegmentSize => sizes[Math.min(k + TOGETHER, sizes.length) - 1]!;

function columnsOf(rows: number) {
  const column = (): Float64Array => new Float64Array(rows);
  return { closeTime: column(), open: column(), high: column(), low: column(), close: column(), volume: column(), origin: new Int32Array(rows) };
}

/** Puts the versions known at a moment in the place of those that stand. */
async function goBack(session: Session, series: SeriesRow, { bars, origin }: Read, moment: number): Promise<void> {
  if (bars.closeTime.length === 0) return;
  const revisions = await revisionsOf(session, series.id, bars.closeTime[0]!, bars.closeTime.at(-1)!);
  if (revisions.size === 0) return;
  const origins = await originsOf(session, series.id);
  const receivedAt = (id: number): number => origins.get(id)?.receivedAt ?? 0;
  for (const [time, former] of revisions) {
    const row = rowAtOrAfter(bars.closeTime, time);
    if (bars.closeTime[row] !== time) continue;
    const { origin: id, values } = knownVersion(inOrder(former, versionOf(bars, row, origin[row]!), receivedAt), receivedAt, moment);
    BAR_COLUMNS.slice(1).forEach((name, index) => void (bars[name][row] = values[index]!));
    origin[row] = id;
  }
}
