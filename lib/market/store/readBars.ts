import { BAR_COLUMNS, type BarColumn, type Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { Session } from "./database.ts";
import type { BarOrigin, ColumnOfBars, OpenOptions } from "./marketStore.ts";
import { originsOf, provenanceOf } from "./origins.ts";
import { inOrder, knownVersion, revisionsOf, versionOf } from "./revisions.ts";
import type { SegmentColumns } from "./segment.ts";
import { fillColumns, segmentSizes } from "./segments.ts";
import { demandSeries, type SeriesRow } from "./series.ts";
import { rowAfter, rowAtOrAfter } from "./timeRows.ts";
import { closesWithin } from "../writtenSpan.ts";

type Read = { readonly series: SeriesRow; readonly columns: SegmentColumns };
type Column = keyof SegmentColumns;

/** Bars of a stretch of time, as they stand or as they were known. None in it gives empty columns; an unknown series is an error. */
export async function readBars(session: Session, place: string, symbol: string, options: OpenOptions): Promise<Bars> {
  const { columns: { origin, ...columns }, series } = await readRows(session, place, symbol, options);
  return { symbol: series.symbol, interval: series.interval, provenance: provenanceOf(origin, await originsOf(session, series.id)), ...columns };
}

/** One column and its times. What was known at a moment is chosen by bar, so `asOf` reads all columns. */
export async function readColumn(session: Session, place: string, symbol: string, name: BarColumn, options: OpenOptions): Promise<ColumnOfBars> {
  const { columns } = await readRows(session, place, symbol, options, options.asOf === undefined ? ["closeTime", name] : undefined);
  return { closeTime: columns.closeTime, values: columns[name] };
}

/** Where each of the bars comes from. */
export async function readOrigins(session: Session, place: string, symbol: string, options: OpenOptions): Promise<readonly BarOrigin[]> {
  const { columns: { closeTime, origin }, series } = await readRows(session, place, symbol, options);
  const known = await originsOf(session, series.id);
  return Array.from(closeTime, (time, row) => {
    const found = known.get(origin[row]!);
    if (found === undefined) throw new MarketError(`${place}: the origin of ${symbol} at ${new Date(time).toISOString()} is not in the store; it is damaged. \`npx marketbook data check --integrity\` looks at all of it.`, { reason: "store" });
    return { closeTime: time, ...found };
  });
}

/** The columns of some names, all where none are given; the others stay empty. */
async function readRows(session: Session, place: string, symbol: string, { asOf, from, interval = "1d", to }: OpenOptions, names?: readonly Column[]): Promise<Read> {
  const series = await demandSeries(session, place, symbol, interval);
  const asked = closesWithin("openBars", { from, to });
  const [first, last] = [Math.max(asked.from + 1, series.from ?? 0), Math.min(asked.to, series.to ?? -1, asOf ?? Infinity)];
  const sizes = first <= last ? await segmentSizes(session, series, first, last) : [];
  const rows = sizes.reduce((sum, size) => sum + size.rows, 0);
  const whole = columnsOf((name) => new Float64Array(names === undefined || names.includes(name) ? rows : 0));
  await fillColumns(session, place, series, sizes, whole);
  const [start, end] = [rowAtOrAfter(whole.closeTime, first), rowAfter(whole.closeTime, last)];
  const columns = end - start === rows ? whole : columnsOf((name) => whole[name].slice(start, end));
  if (asOf !== undefined) await goBack(session, series, columns, asOf);
  return { series, columns };
}

function columnsOf(column: (name: Column) => Float64Array): SegmentColumns {
  return { closeTime: column("closeTime"), open: column("open"), high: column("high"), low: column("low"), close: column("close"), volume: column("volume"), origin: column("origin") };
}

/** Puts the versions known at a moment in the place of those that stand. */
async function goBack(session: Session, series: SeriesRow, columns: SegmentColumns, moment: number): Promise<void> {
  if (columns.closeTime.length === 0) return;
  const revisions = await revisionsOf(session, series.id, columns.closeTime[0]!, columns.closeTime.at(-1)!);
  if (revisions.size === 0) return;
  const origins = await originsOf(session, series.id);
  const receivedAt = (id: number): number => origins.get(id)?.receivedAt ?? 0;
  for (const [time, former] of revisions) {
    const row = rowAtOrAfter(columns.closeTime, time);
    if (columns.closeTime[row] !== time) continue;
    const { origin: id, values } = knownVersion(inOrder(former, versionOf(columns, row, columns.origin[row]!), receivedAt), receivedAt, moment);
    BAR_COLUMNS.slice(1).forEach((name, index) => void (columns[name][row] = values[index]!));
    columns.origin[row] = id;
  }
}
