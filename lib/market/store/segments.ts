import type { Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import { bytesOf, inParts, numberOf, places, type Row, type Session } from "./database.ts";
import { checksumOf, packSegment, type Segment, type SegmentColumns, segmentOf, unpackColumns, unpackSegment } from "./segment.ts";
import type { SeriesRow } from "./series.ts";

export type SegmentSize = { readonly segment: number; readonly rows: number };

/** Numbers and sizes of the segments that closes from..to may lie in. */
export async function segmentSizes(session: Session, series: SeriesRow, from: number, to: number): Promise<readonly SegmentSize[]> {
  const rows = await session.all("select segment, rows from segments where series = ? and segment between ? and ? order by segment", series.id, numberAt(from, series.interval), numberAt(to, series.interval));
  return rows.map((row) => ({ segment: numberOf(row, "segment"), rows: numberOf(row, "rows") }));
}

const READ = "select segment, rows, checksum, data from segments where series = ? and segment between ? and ? order by segment";

/** One segment, checked; undefined where there is none. */
export async function readSegment(session: Session, place: string, series: SeriesRow, segment: number): Promise<Segment | undefined> {
  const [row] = await session.all(READ, series.id, segment, segment);
  if (row === undefined) return undefined;
  return intactSegment(series, row) ?? refuse(place, series, row);
}

/** How many segments' bytes are in memory beside the columns, and in one statement. */
export const TOGETHER = 32;

/** Fills columns with the bars of segments that follow each other, checked. Columns of no rows are not read. */
export async function fillColumns(session: Session, place: string, series: SeriesRow, sizes: readonly SegmentSize[], columns: SegmentColumns): Promise<void> {
  let at = 0;
  for (let k = 0; k < sizes.length; k += TOGETHER) {
    const last = sizes[Math.min(k + TOGETHER, sizes.length) - 1]!;
    for (const row of await session.all(READ, series.id, sizes[k]!.segment, last.segment)) {
      const rows = numberOf(row, "rows");
      const part = (column: Float64Array): Float64Array => column.subarray(at, at + rows);
      const parts = { closeTime: part(columns.closeTime), open: part(columns.open), high: part(columns.high), low: part(columns.low), close: part(columns.close), volume: part(columns.volume), origin: part(columns.origin) };
      if (!isIntact(series, row) || !unpackColumns(bytesOf(row, "data"), rows, parts)) refuse(place, series, row);
      at += rows;
    }
  }
}

export type NumberedSegment = { readonly number: number; readonly segment: Segment };

/** Writes segments in as few statements as their bytes allow: a server may be far away. */
export async function writeSegments(session: Session, series: SeriesRow, segments: readonly NumberedSegment[]): Promise<void> {
  for (const part of inParts(segments, TOGETHER)) {
    const values = part.flatMap(({ number, segment }) => {
      const bytes = packSegment(segment, series.interval);
      return [series.id, number, segment.rows, checksumOf(bytes, series.id, number), bytes];
    });
    await session.run(`insert into segments (series, segment, rows, checksum, data) values ${places(part.length, 5)} on conflict (series, segment) do update set rows = excluded.rows, checksum = excluded.checksum, data = excluded.data`, ...values);
  }
}

export async function writeSegment(session: Session, series: SeriesRow, number: number, segment: Segment): Promise<void> {
  await writeSegments(session, series, [{ number, segment }]);
}

/** The segment of a row of the database; undefined if its bytes are not those that were saved. */
export function intactSegment(series: SeriesRow, row: Row): Segment | undefined {
  return isIntact(series, row) ? unpackSegment(bytesOf(row, "data"), numberOf(row, "rows")) : undefined;
}

/** Whether the bytes are those that were saved. */
export function isIntact(series: SeriesRow, row: Row): boolean {
  return checksumOf(bytesOf(row, "data"), series.id, numberOf(row, "segment")) === numberOf(row, "checksum");
}

function refuse(place: string, series: SeriesRow, row: Row): never {
  throw new MarketError(`${place}: segment ${numberOf(row, "segment")} of ${series.symbol} ${series.interval} is not as it was saved; the file is damaged. \`npx marketbook data check --integrity\` lists all damage; \`npx marketbook data rebuild --write\` makes the bars anew from the kept answers.`, { reason: "store" });
}

const FARTHEST = 2 ** 31 - 1;

function numberAt(time: number, interval: Interval): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, segmentOf(time, interval)));
}
