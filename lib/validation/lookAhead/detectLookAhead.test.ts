import { describe, expect, test } from "vitest";
import { columnsOf, type Columns } from "../../factors/columns.ts";
import { randomBars } from "../../factors/fixtures/randomBars.ts";
import { nextClose, nextDirection, nextLogReturn, type Label } from "../../labels/index.ts";
import { mapBars, type Bars } from "../../market/bars.ts";
import { randomKey } from "../../random/index.ts";
import { detectLookAhead, formatLookAhead, ValidationError } from "../index.ts";

const bars = randomBars(900, 21);
const key = randomKey(1);
const NO = Number.NaN;
const one = (closeTime: Float64Array, leaky: Float64Array): Columns => columnsOf(closeTime, { leaky });

/** Leaks as people write them, each with the distance it looks ahead on 900 bars. */
const leaks: readonly (readonly [name: string, make: (bars: Bars) => Columns, barsAhead: number, row?: number])[] = [
  ["a centred window", ({ close, closeTime }) => one(closeTime, close.map((_, t) => (t < 2 || t + 2 >= close.length ? NO : close.subarray(t - 2, t + 3).reduce((a, b) => a + b) / 5))), 2],
  ["a shift by −1", ({ close, closeTime }) => one(closeTime, close.map((_, t) => close[t + 1] ?? NO)), 1],
  ["a z-score with the mean of the whole sample", ({ close, closeTime }) => {
    const mean = close.reduce((a, b) => a + b) / close.length;
    const deviation = Math.sqrt(close.reduce((sum, x) => sum + (x - mean) ** 2, 0) / close.length);
    return one(closeTime, close.map((x) => (x - mean) / deviation));
  }, 899, 0],
  ["a maximum of the whole sample", ({ close, closeTime }) => one(closeTime, close.map((x) => x / Math.max(...close)))  , -1],
  ["a warm-up filled backward", (bars) => one(bars.closeTime, filledBackward(bars.close.map((_, t) => (t < 19 ? NO : bars.close.subarray(t - 19, t + 1).reduce((a, b) => a + b) / 20)))), 19, 0],
  ["a gap filled backward", ({ close, closeTime }) => one(closeTime, filledBackward(close)), 4, 400],
  ["ranks over the whole sample", ({ close, closeTime }) => one(closeTime, close.map((x) => close.filter((y) => y < x).length / close.length)), -1],
  ["the direction of tomorrow", ({ close, closeTime }) => one(closeTime, close.map((x, t) => Math.sign((close[t + 1] ?? x) - x))), 1],
  ["the range of tomorrow", ({ closeTime, high, low }) => one(closeTime, high.map((_, t) => (high[t + 1] ?? 1) / (low[t + 1] ?? 1))), 1],
  ["the volume of three days ahead", ({ closeTime, volume }) => one(closeTime, volume.map((_, t) => volume[t + 3] ?? 0)), 3],
  ["a filter run forward and back", ({ close, closeTime }) => {
    const out = close.slice();
    for (let t = 1; t < out.length; t++) out[t] = 0.9 * out[t - 1]! + 0.1 * out[t]!;
    for (let t = out.length - 2; t >= 0; t--) out[t] = 0.9 * out[t + 1]! + 0.1 * out[t]!;
    return one(closeTime, out);
  }, -1],
  ["a function that looks ahead only when all 900 rows are there", ({ close, closeTime }) => one(closeTime, close.map((x, t) => (close.length < 900 ? x : (close[t + 7] ?? x)))), 899],
];

function filledBackward(values: Float64Array): Float64Array {
  const out = values.slice();
  for (let t = out.length - 2; t >= 0; t--) if (Number.isNaN(out[t]!)) out[t] = out[t + 1]!;
  return out;
}

const withGap = mapBars(bars, (values, name) => (name === "close" ? values.map((x, t) => (t >= 400 && t < 404 ? NO : x)) : values));

describe("a planted leak is caught, with its column and how far it looks ahead", () => {
  test.each(leaks.map((leak) => ({ leak, name: leak[0] })))("$name", ({ leak: [name, make, barsAhead, row] }) => {
    const findings = detectLookAhead(make, name === "a gap filled backward" ? withGap : bars, { key });
    expect(findings.map(({ code, column }) => [code, column])).toEqual([["look-ahead", "leaky"]]);
    if (barsAhead > 0) expect(findings[0]!.barsAhead).toBe(barsAhead);
    else expect(findings[0]!.barsAhead).toBeGreaterThan(50);
    if (row !== undefined) expect(findings[0]!.where.row).toBe(row);
    expect(findings[0]!.expected).not.toBe(findings[0]!.got);
  });
});

describe("what looks at the past alone is found clean", () => {
  test("values carried forward over a gap", () => {
    const filledForward = ({ close, closeTime }: Bars) => {
      const out = close.slice();
      for (let t = 1; t < out.length; t++) if (Number.isNaN(out[t]!)) out[t] = out[t - 1]!;
      return one(closeTime, out);
    };
    expect(detectLookAhead(filledForward, withGap, { key })).toEqual([]);
  });
});

describe("a label looks ahead exactly as far as it declares", () => {
  test.each<[string, (bars: Bars, options: { horizon: number }) => Label]>([["nextLogReturn", nextLogReturn], ["nextClose", nextClose], ["nextDirection", nextDirection]])("%s", (_, label) => {
    for (const horizon of [1, 5]) {
      const findings = detectLookAhead((bars) => one(bars.closeTime, label(bars, { horizon }).values), bars, { key });
      expect(findings.map((finding) => finding.barsAhead)).toEqual([horizon]);
    }
  });
});

describe("what was fitted is judged on the rows behind its fold", () => {
  const standardised = (end: number) => ({ close, closeTime }: Bars) => {
    const fold = close.subarray(0, Math.min(end, close.length));
    const mean = fold.reduce((a, b) => a + b) / fold.length;
    return one(closeTime, close.map((x) => x - mean));
  };

  test("fitted on the training rows it is clean", () => {
    expect(detectLookAhead(standardised(600), bars, { key, rows: { from: 600, to: 900 } })).toEqual([]);
  });

  test("fitted on all rows it is not", () => {
    expect(detectLookAhead(standardised(900), bars, { key, rows: { from: 600, to: 900 } })[0]).toMatchObject({ where: { row: 600 }, barsAhead: 299 });
  });
});

test("a finding reads as one sentence", () => {
  const [finding] = detectLookAhead(leaks[1]![1], bars, { key });
  expect(formatLookAhead(finding!)).toMatch(/^"leaky" at row \d+ \(\d{4}-\d\d-\d\d\) looks 1 bar ahead: [\d.]+ with the later rows, (NaN when they are taken away|[\d.]+ when they are changed)\.$/);
});

test("the same key finds the same, and the bars are left as they were", () => {
  const before = mapBars(bars, (values) => values.slice());
  const [make] = [leaks[0]![1]];
  expect(detectLookAhead(make, bars, { key })).toEqual(detectLookAhead(make, bars, { key }));
  expect(detectLookAhead(({ close, closeTime }) => one(closeTime, close.sort()), bars, { key }).length).toBe(1);
  expect(bars).toEqual(before);
});

test("a function that does not repeat itself, or returns another number of rows, is refused", () => {
  let calls = 0;
  expect(() => detectLookAhead(({ close, closeTime }) => one(closeTime, close.map((x) => x + calls++)), bars, { key })).toThrow('column "leaky" at row 0 (2015-01-01) differs when it is computed twice from the same bars');
  expect(() => detectLookAhead(({ close, closeTime }) => one(closeTime.subarray(5), close.subarray(5)), bars, { key })).toThrow('from 900 bars the function made 895 values of "leaky". It must return one value a bar.');
  expect(() => detectLookAhead(leaks[0]![1], bars, { key, rows: { from: 800, to: 950 } })).toThrow(ValidationError);
});
