import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { parquetWriteFile, type ColumnSource } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BarPiece } from "./barPiece.ts";
import { readBarsParquet } from "./parquetFiles.ts";
import { parquetPieces } from "./parquetPieces.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "marketbook-parquet-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const prices = ["open", "high", "low", "close"].map((name): ColumnSource => ({ name, data: [10, 11, 12], type: "DOUBLE" }));
const volume: ColumnSource = { name: "volume", data: [100, null, 300], type: "DOUBLE", nullable: true };

function write(name: string, columnData: ColumnSource[], rowGroupSize?: number): string {
  const filename = path.join(folder, name);
  parquetWriteFile({ filename, columnData, ...(rowGroupSize !== undefined && { rowGroupSize }) });
  return filename;
}

test("timestamps are close times, null is a missing value, other columns are ignored", async () => {
  const dates = [1, 2, 3].map((hour) => new Date(Date.UTC(2024, 2, 4, hour)));
  const file = write("hours.parquet", [{ name: "date", data: dates }, ...prices, volume, { name: "note", data: ["a", "b", "c"] }]);
  const bars = await readBarsParquet(file, { symbol: "X" });
  expect(bars).toMatchObject({ symbol: "X", interval: "1h", closeTime: Float64Array.from(dates, Number), close: Float64Array.of(10, 11, 12), volume: Float64Array.of(100, Number.NaN, 300) });
});

test.each([
  ["GZIP", gzipSync],
  ["ZSTD", zstdCompressSync],
  ["BROTLI", brotliCompressSync],
] as const)("names in capitals, and pages compressed with %s", async (codec, compress) => {
  const filename = path.join(folder, `${codec}.parquet`);
  const capital = (column: ColumnSource): ColumnSource => ({ ...column, name: column.name[0]!.toUpperCase() + column.name.slice(1) });
  parquetWriteFile({ filename, columnData: [{ name: "Date", data: ["2024-03-04", "2024-03-05", "2024-03-06"] }, ...[...prices, volume].map(capital)], codec, compressors: { [codec]: (bytes: Uint8Array) => compress(bytes) } });
  expect(await readBarsParquet(filename, { symbol: "X" })).toMatchObject({ interval: "1d", close: Float64Array.of(10, 11, 12), volume: Float64Array.of(100, Number.NaN, 300) });
});

test("a way of compressing that is not known is told with the column and those that are", async () => {
  const filename = path.join(folder, "lz4.parquet");
  parquetWriteFile({ filename, columnData: [{ name: "date", data: ["2024-03-04", "2024-03-05", "2024-03-06"] }, ...prices, volume], codec: "LZ4", compressors: { LZ4: (bytes: Uint8Array) => bytes } });
  await expect(readBarsParquet(filename, { symbol: "X" })).rejects.toThrow(/lz4\.parquet, column date: it cannot be read \(.*LZ4\)\. Write it again, compressed with snappy, gzip, zstd or brotli\./);
});

test("text reads as in a CSV file: a day is stamped with its last millisecond", async () => {
  const file = write("days.parquet", [{ name: "date", data: ["2024-03-04", "2024-03-05", "2024-03-06"] }, ...prices, volume]);
  const bars = await readBarsParquet(file, { symbol: "X" });
  expect([bars.interval, bars.closeTime[0]]).toEqual(["1d", day("2024-03-05").getTime() - 1]);
});

test.each([
  ["small row groups are read together", 1000],
  ["a large row group is read in parts", 200_000],
])("a long file in pieces is the whole file: %s", async (_, size) => {
  const rows = 200_000;
  const numbers = Float64Array.from({ length: rows }, (_, row) => Math.sin(row));
  const time = Array.from({ length: rows }, (_, row) => Date.UTC(2020, 0, 1) + row * 60_000);
  const file = write(`long-${size}.parquet`, [{ name: "date", data: time, type: "TIMESTAMP" }, ...["open", "high", "low", "close", "volume"].map((name): ColumnSource => ({ name, data: numbers, type: "DOUBLE" }))], size);
  const pieces: BarPiece[] = [];
  for await (const piece of parquetPieces(file, { symbol: "X" })) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(1);
  expect(Math.max(...pieces.map(({ bars }) => bars.close.length))).toBeLessThanOrEqual(131_072);
  expect(pieces.flatMap(({ bars }) => [...bars.closeTime])).toEqual(time);
  for (const name of ["open", "volume"] as const) expect(Float64Array.from(pieces.flatMap(({ bars }) => [...bars[name]]))).toEqual(numbers);
  expect(pieces.at(-1)!.share).toBe(1);
  const [first] = await Array.fromAsync(parquetPieces(file, { symbol: "X", stamps: "open" }));
  expect(first!.bars.closeTime[0]).toBe(time[0]! + 60_000);
});

describe("what is no bar is refused with the file, the place and the remedy", () => {
  const dated = (dates: Date[]): ColumnSource => ({ name: "date", data: dates });
  const good = [day("2024-03-04"), day("2024-03-05"), day("2024-03-06")];
  test.each<[string, () => string, string]>([
    ["a column that is not there", () => write("a.parquet", [dated(good), ...prices]), 'there is no column "volume"; there are "date", "open", "high", "low", "close". Name the columns'],
    ["rows out of order", () => write("b.parquet", [dated([good[1]!, good[0]!, good[2]!]), ...prices, volume]), "row 1: its date is not after the row before. Sort the rows"],
    ["a price that is text", () => write("c.parquet", [dated(good), { name: "open", data: ["1", "2", "3"] }, ...prices.slice(1), volume]), "row 0, column open: "],
    ["a date that is none", () => write("d.parquet", [{ name: "date", data: ["soon", "later", "then"] }, ...prices, volume]), 'row 0, column date: "soon" is not a date.'],
    ["a file that is not there", () => path.join(folder, "none.parquet"), "there is no such file to read bars from."],
    ["another kind of file", () => {
      writeFileSync(path.join(folder, "text.parquet"), "date,open\n2024-03-04,1\n");
      return path.join(folder, "text.parquet");
    }, "is not a whole Parquet file"],
  ])("%s", async (_, make, message) => {
    const file = make();
    await expect(readBarsParquet(file, { symbol: "X" })).rejects.toThrow(message);
    await expect(readBarsParquet(file, { symbol: "X" })).rejects.toThrow(file);
  });
});
