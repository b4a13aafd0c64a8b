import { describe, expect, test } from "vitest";
import { column, columnsOf, type Columns } from "../../factors/columns.ts";
import { randomBars } from "../../factors/fixtures/randomBars.ts";
import { nextClose, nextDirection, nextLogReturn, type Label } from "../../labels/index.ts";
import type { Bars } from "../../market/bars.ts";
import { randomKey } from "../../random/index.ts";
import { fitMinMax, fitRobust, fitStandard } from "../../scaling/index.ts";
import { slidingWindows } from "../../windows/index.ts";
import { detectLabelLeak, detectScalerLeak, detectSignalLeak, detectWindowLeak, formatHorizon, formatScalerLeak, ValidationError, type Fitting, type RowRange } from "../index.ts";

const key = randomKey(1);
const bars = randomBars(900, 21);
const fold = { from: 100, to: 600 };
const inputs = ({ close, closeTime, volume }: Bars): Columns => columnsOf(closeTime, { close, volume });

describe("a scaler may know its fold alone", () => {
  test.each<[string, Fitting]>([["min–max", fitMinMax], ["standard", fitStandard], ["robust", fitRobust]])("the %s scaler does", (_, fit) => {
    expect(detectScalerLeak(fit, inputs(bars), fold, { key })).toEqual([]);
  });

  const fittedOn = (rows: (fold: RowRange, count: number) => RowRange): Fitting => (columns, given) => fitStandard(columns, rows(given, columns.closeTime.length));

  test("fitted on the full sample it is found, by both columns, and how far behind", () => {
    const findings = detectScalerLeak(fittedOn((_, count) => ({ from: 100, to: count })), inputs(bars), fold, { key });
    expect(findings).toMatchObject([{ code: "outside the fold", column: "close", where: { row: 899 }, rowsOutside: 300 }, { column: "volume", rowsOutside: 300 }]);
    expect(formatScalerLeak(findings[0]!)).toMatch(/^"close" was fitted on its fold and on row 899 \(.*\), 300 rows behind it: /);
  });

  test("fitted on one row too many it is found", () => {
    expect(detectScalerLeak(fittedOn(({ from, to }, count) => ({ from, to: Math.min(count, to + 1) })), inputs(bars), fold, { key })).toMatchObject([{ rowsOutside: 1 }, { rowsOutside: 1 }]);
  });

  test("fitted on rows before the fold it is found", () => {
    const findings = detectScalerLeak(fittedOn(({ from, to }) => ({ from: from - 40, to })), inputs(bars), fold, { key });
    expect(findings).toMatchObject([{ test: "past perturbation", rowsOutside: -40, where: { row: 60 } }, { rowsOutside: -40 }]);
    expect(formatScalerLeak(findings[0]!)).toContain("40 rows before it");
  });

  test("a fold that is not in the rows is refused", () => {
    expect(() => detectScalerLeak(fitMinMax, inputs(bars), { from: 0, to: 901 }, { key })).toThrow(ValidationError);
  });
});

describe("a label looks ahead exactly as far as it declares", () => {
  test.each<[string, (bars: Bars, options: { horizon: number }) => Label]>([["nextLogReturn", nextLogReturn], ["nextClose", nextClose], ["nextDirection", nextDirection]])("%s does", (_, label) => {
    for (const horizon of [1, 5]) expect(detectLabelLeak((given) => label(given, { horizon }), bars, { key })).toEqual([]);
  });

  const told = (declared: number) => detectLabelLeak((given) => ({ ...nextLogReturn(given, { horizon: 5 }), horizon: declared }), bars, { key });

  test("one that declares too little, or too much, is found", () => {
    expect(told(3)).toMatchObject([{ code: "horizon too short", declared: 3, barsAhead: 5 }]);
    expect(told(8)).toMatchObject([{ code: "horizon too long", declared: 8, barsAhead: 5 }, { code: "known too early", where: { row: 892 } }]);
    expect(formatHorizon(told(3)[0]!)).toMatch(/^label "next_log_return_5" declares a horizon of 3 bars and looks 5 ahead at row \d+/);
  });

  test("one whose last rows are filled in is found", () => {
    const filled = detectLabelLeak((given) => ({ horizon: 2, values: nextLogReturn(given, { horizon: 2 }).values.map((value) => (Number.isNaN(value) ? 0 : value)) }), bars, { key });
    expect(filled.map(({ code }) => code)).toEqual(["known too early"]);
    expect(formatHorizon(filled[0]!)).toContain("The last 2 rows are not known: NaN.");
  });

  test("a barrier that may be reached earlier declares its last bar", () => {
    const barrier = ({ close }: Bars) => ({
      horizon: 4,
      values: close.map((price, row) => (row + 4 >= close.length ? Number.NaN : Array.from(close.subarray(row + 1, row + 5)).find((later) => Math.abs(Math.log(later / price)) > 0.01) ?? close[row + 4]!)),
    });
    expect(detectLabelLeak(barrier, bars, { key })).toEqual([]);
  });
});

describe("a window of row t holds nothing later than t, its target lies in its horizon and in its part", () => {
  const part = { from: 300, to: 800 };
  const windows = (given: Bars, columns: Columns, rows = part, horizon = 3) => slidingWindows(columns, nextLogReturn(given, { horizon }), { rows, lookback: 20 });

  test("sliding windows do", () => {
    expect(detectWindowLeak((given) => windows(given, inputs(given)), bars, part, { key })).toEqual([]);
  });

  test("an input shifted by a row is found, with its column", () => {
    const shifted = (given: Bars) => windows(given, columnsOf(given.closeTime, { close: given.close, volume: given.volume.map((size, row) => given.volume[row + 1] ?? size) }));
    expect(detectWindowLeak(shifted, bars, part, { key })).toMatchObject([{ code: "look-ahead", column: "input volume", barsAhead: 1 }]);
  });

  test("a target beyond its horizon is found", () => {
    const late = (given: Bars) => ({ ...windows(given, inputs(given), part, 3), horizon: 1 });
    expect(detectWindowLeak(late, bars, { from: 300, to: 900 }, { key })).toMatchObject([{ code: "look-ahead", column: "target", barsAhead: 3 }]);
  });

  test("a further target beyond the horizon is found, one inside it is not", () => {
    const several = (given: Bars) => slidingWindows(inputs(given), nextLogReturn(given, { horizon: 1 }), { rows: part, lookback: 20, others: { far: nextLogReturn(given, { horizon: 3 }) } });
    expect(detectWindowLeak(several, bars, part, { key })).toEqual([]);
    expect(detectWindowLeak((given) => ({ ...several(given), horizon: 1 }), bars, part, { key })).toMatchObject([{ code: "look-ahead", column: "target far", barsAhead: 3 }]);
  });

  test("a target known only behind the part is found", () => {
    expect(detectWindowLeak((given) => windows(given, inputs(given), { from: 300, to: 803 }), bars, part, { key })).toMatchObject([{ code: "target outside the split", where: { row: 797 }, known: 800, end: 800 }]);
  });

  test("inputs scaled with the whole sample are found", () => {
    const leaky = (given: Bars) => windows(given, fitStandard(inputs(given), { from: 0, to: 900 }).transform(inputs(given)));
    expect(detectWindowLeak(leaky, bars, part, { key }).map(({ column: name }) => name)).toEqual(["input close", "input volume"]);
  });
});

describe("a position is decided from the past", () => {
  const trend = (late: number) => (given: Bars): Float64Array => given.close.map((price, row) => Math.sign((given.close[row + late] ?? price) - (given.close[row - 10] ?? price)));

  test("one that is has no finding, one a bar early has", () => {
    expect(detectSignalLeak(trend(0), bars, { key })).toEqual([]);
    expect(detectSignalLeak(trend(1), bars, { key })).toMatchObject([{ column: "signal", barsAhead: 1 }]);
  });

  test("a scaled input of a fitted model is judged on the rows behind its fold", () => {
    const scaled = (to: number) => (given: Bars): Float64Array => {
      const scaler = fitStandard(inputs(given), { from: 0, to: Math.min(to, given.close.length) });
      return column(scaler.transform(inputs(given)), "close").map(Math.sign);
    };
    expect(detectSignalLeak(scaled(600), bars, { key, rows: { from: 600, to: 900 } })).toEqual([]);
    expect(detectSignalLeak(scaled(900), bars, { key, rows: { from: 600, to: 900 } }).length).toBe(1);
  });
});
