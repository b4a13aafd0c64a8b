import { bytesOf, numberOf, type Row, type Value } from "./database.ts";
import { checksumOf, SEGMENT_COLUMNS, unpackSegment } from "./segment.ts";

/** Makes a closed store one of version 1, as the Marketbook of that time wrote it: every column as float64, origins as int32, one after another. */
export async function makeOlder(query: (sql: string, ...values: readonly Value[]) => Promise<readonly Row[]>): Promise<void> {
  for (const row of await query("select series, segment, rows, data from segments")) {
    const [series, segment, rows] = [numberOf(row, "series"), numberOf(row, "segment"), numberOf(row, "rows")];
    const columns = unpackSegment(bytesOf(row, "data"), rows)!;
    const plain = Buffer.concat(SEGMENT_COLUMNS.map((name) => new Uint8Array((name === "origin" ? Int32Array.from(columns[name]) : columns[name]).buffer)));
    await query("update segments set data = ?, checksum = ? where series = ? and segment = ?", plain, checksumOf(plain, series, segment), series, segment);
  }
  await query("update store set version = 1");
}
