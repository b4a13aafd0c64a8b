import { bytesOf, numberOf, type Session } from "./database.ts";
import { emptySegment, SEGMENT_COLUMNS, type Segment } from "./segment.ts";
import { isIntact, writeSegment } from "./segments.ts";
import { allSeries } from "./series.ts";

/**
 * Makes a store of version 1 one of version 2, in the transaction that it is called in. Version 1 kept every column as float64 and origins as int32, 52 bytes a bar.
 * Damaged segments stay as they are: their checksum goes on telling that they are.
 */
export async function packAllSegments(session: Session): Promise<void> {
  for (const series of await allSeries(session)) {
    for (const { segment } of await session.all("select segment from segments where series = ? order by segment", series.id)) {
      const [row] = await session.all("select segment, rows, checksum, data from segments where series = ? and segment = ?", series.id, Number(segment));
      if (row === undefined || !isIntact(series, row)) continue;
      const plain = plainSegment(bytesOf(row, "data"), numberOf(row, "rows"));
      if (plain) await writeSegment(session, series, numberOf(row, "segment"), plain);
    }
  }
}

function plainSegment(bytes: Uint8Array, rows: number): Segment | undefined {
  if (bytes.length !== rows * 52) return undefined;
  const { buffer } = new Uint8Array(bytes);
  const segment = emptySegment(rows);
  SEGMENT_COLUMNS.forEach((name, k) => segment[name].set(name === "origin" ? new Int32Array(buffer, 8 * k * rows, rows) : new Float64Array(buffer, 8 * k * rows, rows)));
  return segment;
}
