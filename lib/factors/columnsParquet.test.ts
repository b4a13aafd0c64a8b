import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { expect, test } from "vitest";
import { columnsOf, sliceColumns } from "./columns.ts";
import { ColumnsParquet } from "./columnsParquet.ts";

test("a Parquet file holds the dates as timestamps and the same bits, null before the warm-up, a group of rows for each piece", async () => {
  const closeTime = Float64Array.from({ length: 7000 }, (_, t) => 1_500_000_000_000 + 60_000 * t);
  const third = Float64Array.from({ length: 7000 }, (_, t) => t / 3);
  const late = third.map((value, t) => (t < 5 ? Number.NaN : -value));
  const columns = columnsOf(closeTime, { third, late });
  const writer = new ByteWriter();
  const parquet = new ColumnsParquet(columns.names, writer);
  parquet.write(sliceColumns(columns, 0, 6000));
  parquet.write(sliceColumns(columns, 6000, 7000));
  parquet.finish();
  const file = writer.getBuffer();
  expect(parquetMetadata(file).row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([6000, 1000]);
  const read = await parquetReadObjects({ file });
  expect(read.length).toBe(7000);
  expect(read[0]).toEqual({ date: new Date(closeTime[0]!), third: 0, late: null });
  for (const t of [5, 5999, 6000, 6999]) expect(read[t]).toEqual({ date: new Date(closeTime[t]!), third: third[t], late: late[t] });
});
