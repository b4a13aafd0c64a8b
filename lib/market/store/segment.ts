import { crc32 } from "node:zlib";
import { BAR_COLUMNS, type BarColumn, type Bars, type Interval } from "../bars.ts";
import { INTERVAL_MILLIS } from "../barTime.ts";

/**
 * Bars of a stretch of time as they lie in the database: closeTime, open, high, low, close, volume as float64, then the origins' ids as int32,
 * little-endian, column after column. Reading it is looking at it.
 */
export type Segment = Readonly<Record<BarColumn, Float64Array>> & { readonly rows: number; readonly origin: Int32Array; readonly bytes: Uint8Array };

/** Bars of a market that never closes in one segment: about 105 kB. */
const SEGMENT_BARS = 2048;
const BAR_BYTES = 8 * BAR_COLUMNS.length + 4;

/** Number of the segment that a close falls into. */
export function segmentOf(closeTime: number, interval: Interval): number {
  return Math.floor(closeTime / (SEGMENT_BARS * INTERVAL_MILLIS[interval]));
}

/** The first moment of a segment. */
export function segmentStart(segment: number, interval: Interval): number {
  return segment * SEGMENT_BARS * INTERVAL_MILLIS[interval];
}

export function emptySegment(rows: number): Segment {
  return viewSegment(new Uint8Array(rows * BAR_BYTES), rows)!;
}

/** The columns of bytes, on the same memory where it lies right; undefined if there are more or fewer bytes than so many rows take. */
export function viewSegment(bytes: Uint8Array, rows: number): Segment | undefined {
  if (bytes.length !== rows * BAR_BYTES) return undefined;
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const column = (index: number): Float64Array => new Float64Array(buffer, byteOffset + 8 * index * rows, rows);
  return {
    rows, bytes, closeTime: column(0), open: column(1), high: column(2), low: column(3), close: column(4), volume: column(5),
    origin: new Int32Array(buffer, byteOffset + 8 * BAR_COLUMNS.length * rows, rows),
  };
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
