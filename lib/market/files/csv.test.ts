import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Bars } from "../bars.ts";
import { formatBarsCsv, readBarsCsv, writeBarsCsv } from "./csvFiles.ts";
import { parseBarsCsv } from "./parseBarsCsv.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bars-"));
});
afterEach(() => rm(folder, { recursive: true }));

const HEADER = "date,open,high,low,close,volume\n";
const read = (text: string, options = {}): Bars => parseBarsCsv(text, "bars.csv", { symbol: "X", ...options });
const why = (text: string, options = {}): string => {
  try {
    read(text, options);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "";
  }
  return "it was read";
};

test("a daily bar is stamped with the last millisecond of its UTC day", () => {
  const bars = read(`${HEADER}2020-04-17,1,3,0.5,2,7\n`);
  expect(bars.closeTime[0]).toBe(Date.parse("2020-04-17T23:59:59.999Z"));
  expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0], bars.volume[0]]).toEqual([1, 3, 0.5, 2, 7]);
  expect([bars.symbol, bars.interval, bars.provenance]).toEqual(["X", "1d", "file bars.csv"]);
});

test("the interval of shorter bars is the step between them", () => {
  const rows = ["2020-04-17T14:00:00Z,1,1,1,1,1", "2020-04-17T15:00Z,1,1,1,1,1", "2020-04-17T18:00:00+01:00,1,1,1,1,1"].join("\n");
  expect(read(HEADER + rows).interval).toBe("1h");
  expect(why(`${HEADER}2020-04-17T14:00:00Z,1,1,1,1,1\n2020-04-17T14:07:00Z,1,1,1,1,1`)).toContain("the commonest step between two bars is 420 s");
});

test("byte order mark, CRLF, quotes, capitals, other columns and another order of columns are read", () => {
  const text = '\uFEFF"Date","Close","Adj Close","Open","High","Low","Volume"\r\n"2020-04-17","2","1.9","1","3","0.5","7"\r\n\r\n';
  expect(read(text).close[0]).toBe(2);
  expect(read(text).open[0]).toBe(1);
});

test.each([
  ["2020-04-17,1,3,0.5,two,7", 'MarketError: bars.csv, line 2, column close: "two" is not a number. Write numbers with a decimal point and without thousands separators, as 1455.22.'],
  ['2020-04-17,"1,000",3,0.5,2,7', 'bars.csv, line 2, column open: "1,000" is not a number.'],
  ["2020-04-17,1,Infinity,0.5,2,7", 'bars.csv, line 2, column high: "Infinity" is not a number.'],
  ["2020-04-17,1,3,0.5,,7", "bars.csv, line 2, column close: the cell is empty."],
  ["2020-02-30,1,3,0.5,2,7", 'bars.csv, line 2, column date: "2020-02-30" is not a date.'],
  ["17.04.2020,1,3,0.5,2,7", 'column date: "17.04.2020" is not a date. Write the day as 2020-04-17'],
  ["2020-04-17T14:00:00,1,3,0.5,2,7", "is not a date"],
  ["2020-04-17,1,3,0.5,2", "bars.csv, line 2: it has 5 cells, the header has 6."],
  ["2020-04-17,1,3,0.5,2,7\n2020-04-16,1,3,0.5,2,7", 'bars.csv, line 3: the date "2020-04-16" is not after the row before.'],
  ["2020-04-17,1,3,0.5,2,7\n2020-04-17,1,3,0.5,2,7", 'bars.csv, line 3: the date "2020-04-17" is there twice.'],
  ['2020-04-17,1,3,0.5,"2,7', "bars.csv: Quote Not Closed"],
])("the row %s is an error that names file, line, column, value and remedy", (row, message) => {
  expect(why(HEADER + row)).toContain(message);
});

test("the line is the one in the file, blank lines included", () => {
  expect(why(`${HEADER}2020-04-16,1,3,0.5,2,7\n\n\n2020-04-17,1,3,0.5,x,7`)).toContain("line 5, column close");
});

test("a header without a column names it and those there are", () => {
  expect(why("date,open,high,last,volume\n2020-04-17,1,2,3,4")).toBe(
    'MarketError: bars.csv: the header has no "low", "close"; it has "date", "open", "high", "last", "volume". Name the columns date,open,high,low,close,volume.',
  );
});

test.each(["", HEADER])("a file without bars is an error", (text) => {
  expect(why(text)).toContain("there are no bars in it");
});

test("empty cells are missing values and rows out of order are kept only when asked", () => {
  const text = `${HEADER}2020-04-17,1,3,0.5,,NaN\n2020-04-16,1,3,0.5,2,7\n`;
  const bars = read(text, { missing: "NaN", order: "keep" });
  expect([bars.close[0], bars.volume[0], bars.close[1]]).toEqual([Number.NaN, Number.NaN, 2]);
  expect(why(text, { missing: "NaN" })).toContain("is not after the row before");
});

test("a missing file, and a folder instead of a file, are errors that name it", async () => {
  await expect(readBarsCsv(join(folder, "none.csv"), { symbol: "X" })).rejects.toThrow("none.csv: there is no such file to read bars from. Check the path");
  await expect(readBarsCsv(folder, { symbol: "X" })).rejects.toThrow("this is a folder, not a file of bars");
});

test("a file that cannot be written is an error, and what was there is kept", async () => {
  const path = join(folder, "none", "bars.csv");
  await expect(writeBarsCsv(path, read(`${HEADER}2020-04-17,1,3,0.5,2,7`))).rejects.toThrow(/none.+bars\.csv: the bars of X could not be written/);
  expect(await readdir(folder)).toEqual([]);
});

test("a column named twice in the header is refused", () => {
  expect(() => read("date,open,high,low,close,volume,Close\n2020-04-17,1,3,0.5,2,7,2\n")).toThrow('the header names "close" twice. Rename or delete one of the two columns.');
});

test("infinite prices are not written", () => {
  expect(() => formatBarsCsv({ ...read(`${HEADER}2020-04-17,1,3,0.5,2,7`), high: Float64Array.of(Number.POSITIVE_INFINITY) })).toThrow("X, row 0: Infinity cannot be written as a bar.");
});

test("what is written is read back exactly", async () => {
  const path = join(folder, "bars.csv");
  const value = fc.oneof(fc.double({ noDefaultInfinity: true, noNaN: true }).map((x) => x + 0), fc.constant(Number.NaN));
  const row = fc.record({ step: fc.integer({ min: 1, max: 400 }), numbers: fc.array(value, { minLength: 5, maxLength: 5 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), fc.constantFrom("1d" as const, "1m" as const), async (rows, interval) => {
      const column = (k: number): Float64Array => Float64Array.from(rows, ({ numbers }) => numbers[k]!);
      let time = interval === "1d" ? Date.parse("1999-12-31T23:59:59.999Z") : Date.parse("2000-01-01T00:00Z");
      const closeTime = Float64Array.from(rows, ({ step }) => (time += step * (interval === "1d" ? 86_400_000 : 60_000)));
      const bars: Bars = { symbol: "X", interval, provenance: `file ${path}`, closeTime, open: column(0), high: column(1), low: column(2), close: column(3), volume: column(4) };
      await writeBarsCsv(path, bars);
      expect(await readBarsCsv(path, { symbol: "X", interval, missing: "NaN" })).toEqual(bars);
    }),
    { seed: 1, numRuns: 40 },
  );
});

test("the file holds the documented header and dates", async () => {
  await writeFile(join(folder, "a.csv"), `${HEADER}2020-04-17,1,3,0.5,2,7\n`);
  expect(formatBarsCsv(await readBarsCsv(join(folder, "a.csv"), { symbol: "X" }))).toBe(`${HEADER}2020-04-17,1,3,0.5,2,7\n`);
});
