import { crc32 } from "node:zlib";
import { BAR_COLUMNS, type Bars, type Interval } from "../bars.ts";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { decodeColumn, encodeColumn, encodedLength } from "./columnCode.ts";

/** The columns of bars, then the ids of their origins: in the order in which their bytes follow each other in the database. */
export const SEGMENT_COLUMNS = [...BAR_COLUMNS, "origin"] as const;
export type SegmentColumns = Readonly<Record<(typeof SEGMENT_COLUMNS)[number], Float64Array>>;

/** Bars of a stretch of time. In the database its columns are bytes, each as `columnCode.ts` makes them. */
export type Segment = SegmentColumns & { readonly rows: number };

/** Bars of a market that never closes in one segment: 105 kB as numbers, 13 to 100 kB as bytes. */
const SEGMENT_BARS = 2048;

/** Number of the segment that a close falls into. */
export function segmentOf(closeTime: number, interval: Interval): number {
  return Math.floor(closeTime / (SEGMENT_BARS * INTERVAL_MILLIS[interval]));
}

/** The first moment of a segment. */
export function segmentStart(segment: number, interval: Interval): number {
  return segment * SEGMENT_BARS * INTERVAL_MILLIS[interval];
}

export function emptySegment(rows: number): Segment {
  const column = (): Float64Array => new Float64Array(rows);
  return { rows, closeTime: column(), open: column(), high: column(), low: column(), close: column(), volume: column(), origin: column() };
}

export function packSegment(segment: Segment, interval: Interval): Uint8Array {
  return Buffer.concat(SEGMENT_COLUMNS.map((name) => encodeColumn(segment[name], name === "closeTime" ? INTERVAL_MILLIS[interval] : 1)));
}

/** The segment of bytes; undefined if they are not bytes of so many rows. */
export function unpackSegment(bytes: Uint8Array, rows: number): Segment | undefined {
  const segment = emptySegment(rows);
  return unpackColumns(bytes, rows, segment) ? segment : undefined;
}

/** Fills columns of so many rows; those of no rows are passed over. False if the bytes are not bytes of so many rows. */
export function unpackColumns(bytes: Uint8Array, rows: number, into: SegmentColumns): boolean {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  let at = 0;
  for (const name of SEGMENT_COLUMNS) {
    const length = encodedLength(aligned, at, rows);
    if (length === undefined || at + length > aligned.length) return false;
    if (into[name].length > 0) decodeColumn(aligned, at, into[name]);
    at += length;
  }
  return at === aligned.length;
}

/** Of the bytes and of the place they belong to, so that a segment in another's place is noticed too. */
export function checksumOf(bytes: Uint8Array, series: number, segment: number): number {
  return crc32(bytes, crc32(`${series}/${segment}`));
}

/** Rows of bars as a segment of one origin. */
export function segmentOfBars(bars: Bars, from: number, to: number, origin: number): Segment {
  const made = emptySegment(to - from);
  for (const name of BAR_COLUMNS) made[name].set(bars[name].subarray(from, to));
  made.origin.fill(origin);
  return made;
}
