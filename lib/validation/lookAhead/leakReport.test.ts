import { describe, expect, test } from "vitest";
import { columnsOf } from "../../factors/columns.ts";
import { randomBars } from "../../factors/fixtures/randomBars.ts";
import type { Bars } from "../../market/bars.ts";
import { randomKey, randomStream, split } from "../../random/index.ts";
import { detectionPower, leakFindings, leakReport, leakReportLater, leakTable, type LeakOptions } from "../index.ts";

const key = randomKey(1);
const bars = randomBars(1500, 8);
const ahead = (by: number) => ({ close }: Bars): Float64Array => close.map((_, row) => close[row + by] ?? Number.NaN);

describe("a report holds every column and every test", () => {
  const report = leakReport((given) => columnsOf(given.closeTime, { clean: given.close, one: ahead(1)(given), seven: ahead(7)(given) }), bars, { key });

  test("each with its verdict, its distance and its row", () => {
    expect(leakTable(report).columns).toEqual(["column", "truncation", "future perturbation", "timestamp shift", "warm-up", "settled within"]);
    expect(leakTable(report).rows.map(([column, ...cells]) => [column, ...cells.slice(0, 3).map((cell) => cell.replace(/, row \d+/, ""))])).toEqual([
      ["clean", "clean", "clean", "clean"], ["one", "1 ahead", "1 ahead", "clean"], ["seven", "7 ahead", "7 ahead", "clean"],
    ]);
  });

  test("with the number of cuts", () => {
    expect(report.cuts.truncation).toBeGreaterThan(264);
    expect(report.cuts["future perturbation"]).toBeGreaterThan(24);
    expect(report.places).toBeGreaterThan(264);
  });

  test("one finding a column", () => {
    expect(leakFindings(report).map(({ code, column }) => [code, column])).toEqual([["look-ahead", "one"], ["look-ahead", "seven"]]);
  });
});

test("230 columns that all leak are all told, by a number of calls that does not grow with them", () => {
  const calls = (columns: number) => {
    let count = 0;
    const report = leakReport((given) => {
      count++;
      return columnsOf(given.closeTime, Object.fromEntries(Array.from({ length: columns }, (_, k) => [`c${k}`, ahead(1 + (k % 5))(given)])));
    }, bars, { key });
    expect(leakFindings(report).length).toBe(columns);
    return count;
  };
  expect(calls(230)).toBeLessThan(1.2 * calls(5));
});

describe("a function that throws on few bars", () => {
  const demanding = (least: number) => (given: Bars) => {
    if (given.close.length < least) throw new RangeError(`I want ${least} bars`);
    return columnsOf(given.closeTime, { clean: given.close, leaky: ahead(1)(given) });
  };

  test("is told apart from a leak, and judged where it answers", () => {
    const report = leakReport(demanding(400), bars, { key });
    expect(leakFindings(report).map(({ column }) => column)).toEqual(["leaky"]);
    expect(report.refusals.length).toBeGreaterThan(0);
    for (const { bars: given, message } of report.refusals) {
      expect(given).toBeLessThan(400);
      expect(message).toBe("I want 400 bars");
    }
    expect(report.cuts.truncation).toBeGreaterThan(264);
  });

  test("throws what it throws when all the bars are not enough", () => {
    expect(() => leakReport(demanding(2000), bars, { key })).toThrow("I want 2000 bars");
  });
});

test("a column that does not repeat itself is told, and the others are still judged", () => {
  let calls = 0;
  const report = leakReport((given) => columnsOf(given.closeTime, { noisy: given.close.map((price) => price + calls++), leaky: ahead(2)(given) }), bars, { key });
  expect(leakFindings(report)).toMatchObject([{ code: "not repeatable", column: "noisy" }, { code: "look-ahead", column: "leaky", barsAhead: 2 }]);
  expect(leakTable(report).rows[0]!.slice(1, 4)).toEqual(["not repeatable", "not repeatable", "not repeatable"]);
});

test("a column that is there only when later rows are is a look ahead", () => {
  const report = leakReport((given) => columnsOf(given.closeTime, { always: given.close, ...(given.close.length === bars.close.length && { sometimes: given.close }) }), bars, { key });
  expect(leakFindings(report).map(({ column }) => column)).toEqual(["sometimes"]);
});

test("a large value somewhere does not hide a small leak elsewhere", () => {
  const report = leakReport(({ close, closeTime }) => columnsOf(closeTime, { leaky: close.map((price, row) => (row === 700 ? 1e15 : Math.log((close[row + 1] ?? price) / price))) }), bars, { key });
  expect(leakFindings(report)).toMatchObject([{ code: "look-ahead", barsAhead: 1 }]);
});

test("a function that answers later is judged as one that answers at once", async () => {
  const make = (given: Bars) => columnsOf(given.closeTime, { leaky: ahead(3)(given) });
  const options: LeakOptions = { key };
  const steps = new Set<string>();
  const later = await leakReportLater(async (panel) => ({ RANDOM: await Promise.resolve(make(panel.RANDOM!)) }), { RANDOM: bars }, options, ({ test }) => steps.add(test));
  expect(later).toEqual(leakReport(make, bars, options));
  expect([...steps]).toEqual(["whole history", "chosen places", "neighbouring cuts", "how far ahead", "timestamp shift", "warm-up curve"]);
});

test("a leak on few rows is seen as often as the report says", () => {
  const [share, runs] = [0.005, 40];
  let [seen, expected] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const { uniform } = randomStream(split(randomKey(run), "rows"));
    const chosen = new Set(Array.from(bars.closeTime).filter(() => uniform() < share));
    const report = leakReport(({ close, closeTime }) => columnsOf(closeTime, { leaky: close.map((price, row) => (chosen.has(closeTime[row]!) ? (close[row + 1] ?? price) : price)) }), bars, { key: randomKey(run), warmUp: false });
    seen += Number(leakFindings(report).length > 0);
    expected += detectionPower(report, share);
  }
  expect(Math.abs(seen - expected) / runs).toBeLessThan(0.15);
});
