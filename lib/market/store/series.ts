import { type Bars, type Interval, INTERVALS } from "../bars.ts";
import { MarketError } from "../error.ts";
import { nearest } from "../nearest.ts";
import { maybeNumber, numberOf, type Row, type Session, textOf } from "./database.ts";
import type { StoredSeries } from "./marketStore.ts";

/** A series by its number in the database. */
export type SeriesRow = { readonly id: number; readonly symbol: string; readonly interval: Interval; readonly rows: number; readonly from: number | undefined; readonly to: number | undefined; readonly updatedAt: number };

const COLUMNS = "id, symbol, interval, rows, first_close, last_close, updated_at";

export async function findSeries(session: Session, symbol: string, interval: Interval): Promise<SeriesRow | undefined> {
  const [row] = await session.all(`select ${COLUMNS} from series where symbol = ? and interval = ?`, symbol, interval);
  return row && seriesOf(row);
}

/** All series, by symbol, then by interval from short to long. */
export async function allSeries(session: Session): Promise<readonly SeriesRow[]> {
  const rows = (await session.all(`select ${COLUMNS} from series`)).map(seriesOf);
  return rows.sort((a, b) => (a.symbol === b.symbol ? INTERVALS.indexOf(a.interval) - INTERVALS.indexOf(b.interval) : a.symbol < b.symbol ? -1 : 1));
}

/** The series, made where it is not there. */
export async function ensureSeries(session: Session, symbol: string, interval: Interval, now: number): Promise<SeriesRow> {
  const known = await findSeries(session, symbol, interval);
  if (known) return known;
  await session.run("insert into series (symbol, interval, rows, updated_at) values (?, ?, 0, ?)", symbol, interval, now);
  return (await findSeries(session, symbol, interval))!;
}

/** The series, or an error that says what there is. */
export async function demandSeries(session: Session, place: string, symbol: string, interval: Interval): Promise<SeriesRow> {
  const known = await findSeries(session, symbol, interval);
  if (known) return known;
  const all = await allSeries(session);
  const guess = nearest(symbol, all.map((other) => other.symbol).filter((other) => other !== symbol));
  const names = all.slice(0, 20).map((other) => `${other.symbol} ${other.interval}`);
  const more = all.length > names.length ? ` and ${all.length - names.length} more` : "";
  throw new MarketError(`${place} has no ${interval} bars of "${symbol}"${guess === undefined ? "." : `; did you mean "${guess}"?`} It has: ${names.join(", ") || "nothing"}${more}. Save them with saveBars, or with \`npx marketbook fetch\`.`);
}

/** Writes down that bars were added or changed. */
export async function touchSeries(session: Session, series: SeriesRow, bars: Bars, added: number, now: number): Promise<void> {
  const [first, last] = [bars.closeTime[0]!, bars.closeTime.at(-1)!];
  await session.run("update series set rows = ?, first_close = ?, last_close = ?, updated_at = ? where id = ?", series.rows + added, Math.min(series.from ?? Infinity, first), Math.max(series.to ?? -Infinity, last), now, series.id);
}

export async function listSeries(session: Session): Promise<readonly StoredSeries[]> {
  const sources = Map.groupBy(await session.all("select distinct series, source from origins union select distinct series, source from coverage order by 1, 2"), (row) => numberOf(row, "series"));
  const revised = new Map((await session.all("select series, cast(count(distinct close_time) as integer) as bars from revisions group by series")).map((row) => [numberOf(row, "series"), numberOf(row, "bars")]));
  return (await allSeries(session)).map(({ id, ...series }) => ({
    ...series, sources: (sources.get(id) ?? []).map((row) => textOf(row, "source")), revisedBars: revised.get(id) ?? 0,
  }));
}

/** Removes a series with all that is known of its bars. */
export async function removeSeries(session: Session, { id }: SeriesRow): Promise<void> {
  for (const table of ["segments", "origins", "revisions", "coverage"]) await session.run(`delete from ${table} where series = ?`, id);
  await session.run("delete from series where id = ?", id);
}

function seriesOf(row: Row): SeriesRow {
  const interval = INTERVALS.find((known) => known === row.interval);
  if (interval === undefined) throw new MarketError(`The store holds bars of the interval "${String(row.interval)}", which this Marketbook does not know. Use the Marketbook that wrote them.`, { reason: "store" });
  return { id: numberOf(row, "id"), symbol: textOf(row, "symbol"), interval, rows: numberOf(row, "rows"), from: maybeNumber(row, "first_close"), to: maybeNumber(row, "last_close"), updatedAt: numberOf(row, "updated_at") };
}
