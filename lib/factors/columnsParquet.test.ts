import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { expect, test } from "vitest";
import { columnsOf } from "./columns.ts";
import { writeColumnsParquet } from "./columnsParquet.ts";

test("a Parquet file holds the dates as timestamps and the same bits, null before the warm-up, over several groups of rows", async () => {
  const rows = 70_000;
  const closeTime = Float64Array.from({ length: rows }, (_, t) => 1_500_000_000_000 + 60_000 * t);
  const third = Float64Array.from({ length: rows }, (_, t) => t / 3);
  const late = third.map((value, t) => (t < 5 ? Number.NaN : -value));
  const writer = new ByteWriter();
  writeColumnsParquet(columnsOf(closeTime, { third, late }), writer);
  const file = writer.getBuffer();
  expect(parquetMetadata(file).row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([65_536, 4464]);
  const read = await parquetReadObjects({ file });
  expect(read.length).toBe(rows);
  expect(read[0]).toEqual({ date: new Date(closeTime[0]!), third: 0, late: null });
  for (const t of [5, 65_535, 65_536, rows - 1]) expect(read[t]).toEqual({ date: new Date(closeTime[t]!), third: third[t], late: late[t] });
});
