import { describe, expect, test } from "vitest";
import { columnsOf } from "../../factors/columns.ts";
import { randomBars } from "../../factors/fixtures/randomBars.ts";
import type { Bars } from "../../market/bars.ts";
import { randomKey } from "../../random/index.ts";
import { formatLeakFinding, leakFindings, leakReport, leakTable, warmUpTable } from "../index.ts";

const bars = randomBars(2000, 4);
const options = { key: randomKey(1) };

/** A mean of five rows, an exponential mean that starts at the first row, and a sum of everything. */
function columns({ close, closeTime }: Bars) {
  const mean = close.map((_, row) => (row < 4 ? Number.NaN : close.subarray(row - 4, row + 1).reduce((a, b) => a + b) / 5));
  const [exponential, sum] = [close.slice(), close.slice()];
  for (let row = 1; row < close.length; row++) {
    exponential[row] = 0.9 * exponential[row - 1]! + 0.1 * close[row]!;
    sum[row]! += sum[row - 1]!;
  }
  return columnsOf(closeTime, { mean, exponential, sum });
}

const report = leakReport(columns, bars, options);

test("a window settles with its rows, a recursion when its beginning has faded, a sum of everything never", () => {
  expect(report.curveRows.slice(0, 4)).toEqual([16, 32, 64, 128]);
  expect(report.columns.map(({ settles }) => settles)).toEqual([16, 128, undefined]);
  expect(leakTable(report).rows.map((row) => row.slice(-2))).toEqual([["4", "16 rows"], ["0", "128 rows"], ["0", "never"]]);
});

test("the curve of a recursion falls by its own factor, 0.9 a row", () => {
  const [, exponential] = report.columns;
  const [at16, at32, at64] = exponential!.curve;
  expect(at16! / at32!).toBeGreaterThan(0.9 ** -16 / 8);
  expect(at32! / at64!).toBeGreaterThan(0.9 ** -32 / 8);
  expect(warmUpTable(report).rows[0]!.slice(0, 3)).toEqual(["mean", "0 %", "0 %"]);
});

test("what settles late is no look ahead", () => {
  expect(leakFindings(report)).toEqual([]);
});

describe("a column that declares how many rows it needs", () => {
  const declared = (rows: number) => leakFindings(leakReport(columns, bars, { ...options, declares: ({ name }) => (name === "sum" ? undefined : rows) }));

  test("is taken at its word when that is enough", () => {
    expect(declared(200)).toEqual([]);
  });

  test("is found unsettled when it needs more, by what and how many", () => {
    const [finding, ...others] = declared(20);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: "unsettled", column: "exponential", declared: 20, settles: 128, where: { row: 1999 } });
    expect(formatLeakFinding(finding!)).toMatch(/^"exponential" at row 1999 \(.*\) declares that 20 rows are enough and needs 128: [\d.]+ from 20 rows, [\d.]+ from all\.$/);
  });

  test("is found unsettled when no number of rows is enough", () => {
    const [finding] = leakFindings(leakReport(columns, bars, { ...options, declares: ({ name }) => (name === "sum" ? 500 : undefined) }));
    expect(formatLeakFinding(finding!)).toContain("declares that 500 rows are enough and still changes with every older one");
  });
});

test("a column that looks up the date itself is told, calendar features are not", () => {
  const crisis = Date.UTC(2016, 8, 15);
  const dated = leakReport(({ closeTime }) => columnsOf(closeTime, { crisis: closeTime.map((time) => Number(time > crisis)), month: closeTime.map((time) => new Date(time).getUTCMonth()) }), bars, options);
  const [finding, ...others] = leakFindings(dated);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: "date-bound", column: "crisis", where: { row: 0 }, expected: 0, got: 1 });
  expect(formatLeakFinding(finding!)).toContain("If it looks up what people learnt later, it is a leak.");
  expect(leakTable(dated).rows.map((row) => row[3])).toEqual(["date-bound", "clean"]);
});
