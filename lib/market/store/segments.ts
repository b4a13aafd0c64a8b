import type { Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import { bytesOf, numberOf, type Row, type Session } from "./database.ts";
import { checksumOf, type Segment, segmentOf, viewSegment } from "./segment.ts";
import type { SeriesRow } from "./series.ts";

export type SegmentSize = { readonly segment: number; readonly rows: number };

/** Numbers and sizes of the segments that closes from..to may lie in. */
export async function segmentSizes(session: Session, series: SeriesRow, from: number, to: number): Promise<readonly SegmentSize[]> {
  const rows = await session.all("select segment, rows from segments where series = ? and segment between ? and ? order by segment", series.id, numberAt(from, series.interval), numberAt(to, series.interval));
  return rows.map((row) => ({ segment: numberOf(row, "segment"), rows: numberOf(row, "rows") }));
}

/** Segments first..last, both inside, checked. */
export async function readSegments(session: Session, place: string, series: SeriesRow, first: number, last: number): Promise<readonly Segment[]> {
  const rows = await session.all("select segment, rows, checksum, data from segments where series = ? and segment between ? and ? order by segment", series.id, first, last);
  return rows.map((row) => checkedSegment(place, series, row));
}

export async function writeSegment(session: Session, series: SeriesRow, segment: number, { bytes, rows }: Segment): Promise<void> {
  await session.run(
    "insert into segments (series, segment, rows, checksum, data) values (?, ?, ?, ?, ?) on conflict (series, segment) do update set rows = excluded.rows, checksum = excluded.checksum, data = excluded.data",
    series.id, segment, rows, checksumOf(bytes, series.id, segment), bytes,
  );
}

/** The segment of a row of the database; undefined if its bytes are not those that were saved. */
export function intactSegment(series: SeriesRow, row: Row): Segment | undefined {
  const bytes = bytesOf(row, "data");
  return checksumOf(bytes, series.id, numberOf(row, "segment")) === numberOf(row, "checksum") ? viewSegment(bytes, numberOf(row, "rows")) : undefined;
}

function checkedSegment(place: string, series: SeriesRow, row: Row): Segment {
  const found = intactSegment(series, row);
  if (found) return found;
  throw new MarketError(`${place}: segment ${numberOf(row, "segment")} of ${series.symbol} ${series.interval} is not as it was saved; the file is damaged. \`npx marketbook data check --integrity\` lists all damage; \`npx marketbook data rebuild\` makes the bars anew from the kept answers.`, { reason: "store" });
}

const FARTHEST = 2 ** 31 - 1;

function numberAt(time: number, interval: Interval): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, segmentOf(time, interval)));
}
