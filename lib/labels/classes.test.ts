import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flatBars, randomBars } from "../factors/fixtures/randomBars.ts";
import { mapBars, type Bars } from "../market/bars.ts";
import { randomKey } from "../random/index.ts";
import { detectLabelLeak } from "../validation/index.ts";
import { LabelError, nextRise, threeClasses, tripleBarrier, type Label } from "./index.ts";

const NO = Number.NaN;
const withCloses = (closes: readonly number[]): Bars => mapBars(flatBars(closes.length, 1, 1), (values, name) => (name === "close" ? Float64Array.from(closes) : values));
const counts = ({ values }: Label) => [0, 1, 2].map((wanted) => values.reduce((sum, value) => sum + (value === wanted ? 1 : 0), 0));

test("a rise is class 1; a fall and no change are class 0; a missing close gives none", () => {
  expect(nextRise(withCloses([100, 110, 99, 99, NO, 120]))).toEqual({ name: "next_rise_1", horizon: 1, values: Float64Array.of(1, 0, 0, NO, NO, NO), kind: "class", classes: ["no rise", "rise"] });
});

describe("three classes", () => {
  test("are long, neutral and short by costs, entering and leaving together", () => {
    const { classes, values } = threeClasses(withCloses([100, 100.3, 100.1, 99.8, 99.8, 120]), { threshold: { costs: 0.0025 } });
    expect(values).toEqual(Float64Array.of(2, 1, 0, 1, 2, NO));
    expect(classes).toEqual(["short", "neutral", "long"]);
  });

  test("are set by the deviation known at the row, which grows with the root of the horizon", () => {
    const bars = randomBars(60, 3);
    const { close } = bars;
    const horizon = 4;
    const returns = Array.from(close, (price, t) => Math.log(price / (close[t - 1] ?? NO)));
    const { values } = threeClasses(bars, { horizon, threshold: { volatility: 0.7, span: 10 } });
    expect(values.slice(0, 10).every(Number.isNaN)).toBe(true);
    for (let t = 10; t + horizon < 60; t++) {
      const past = returns.slice(t - 9, t + 1);
      const mean = past.reduce((sum, r) => sum + r, 0) / 10;
      const limit = 0.7 * 2 * Math.sqrt(past.reduce((sum, r) => sum + (r - mean) ** 2, 0) / 9);
      const move = Math.log(close[t + horizon]! / close[t]!);
      expect(values[t]).toBe(move > limit ? 2 : move < -limit ? 0 : 1);
    }
  });

  test("are a third each where returns are normal and the threshold is 0.43 deviations", () => {
    const found = counts(threeClasses(randomBars(6000, 4), { threshold: { volatility: 0.4307, span: 250 } }));
    for (const count of found) expect(Math.abs(count / 5749 - 1 / 3)).toBeLessThan(0.02);
  });

  test("without a threshold are the direction, and do not change when prices are ten times as high", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 5 }), (seed, horizon) => {
        const bars = randomBars(80, seed);
        const free = threeClasses(bars, { horizon, threshold: { costs: 0 } }).values;
        expect(free.map((value) => (value === 2 ? 1 : value))).toEqual(nextRise(bars, { horizon }).values);
        const dearer = mapBars(bars, (values, name) => (name === "closeTime" || name === "volume" ? values : values.map((price) => 8 * price)));
        expect(threeClasses(dearer, { horizon }).values).toEqual(threeClasses(bars, { horizon }).values);
        expect(tripleBarrier(dearer, { horizon }).values).toEqual(tripleBarrier(bars, { horizon }).values);
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe("the triple barrier", () => {
  // Returns of ±1 % in turns: a deviation near 0.0103 over any 20 bars.
  const calm = Array.from({ length: 24 }, (_, t) => 100 * Math.exp(t % 2 === 0 ? 0 : 0.01));
  const after = (...moves: readonly number[]) => withCloses([...calm, ...moves.map((move) => calm[23]! * Math.exp(move))]);
  const at = (bars: Bars, options: object = {}) => tripleBarrier(bars, { horizon: 3, ...options }).values[23];

  test("is the side that is touched first, however far the price goes afterwards", () => {
    expect(at(after(0.01, 0.03, -0.3))).toBe(2);
    expect(at(after(0.01, -0.03, 0.3))).toBe(0);
    expect(at(after(0.01, -0.01, 0.015))).toBe(1);
    expect(at(after(0.01, 0.03, -0.3), { upper: 4 })).toBe(0);
    expect(at(after(0.01, 0.03, -0.3), { upper: Infinity, lower: Infinity })).toBe(1);
  });

  test("is unknown where a close is missing before the touch, known where it is missing after it, and unknown in the last rows", () => {
    expect(at(after(0.01, NO, 0.3))).toBe(NO);
    expect(at(after(0.03, NO, NO))).toBe(2);
    expect(tripleBarrier(after(0.03, 0.03), { horizon: 3 }).values[23]).toBe(NO);
  });

  test("of a price that never moved has no class: its barriers lie at no distance", () => {
    expect(tripleBarrier(flatBars(50, 100, 1)).values.every(Number.isNaN)).toBe(true);
  });

  test("of a random walk is touched as often on both sides, and less often with a shorter time", () => {
    const bars = randomBars(8000, 9);
    const [short, neutral, long] = counts(tripleBarrier(bars, { horizon: 10 }));
    expect(Math.abs(short! - long!) / (short! + long!)).toBeLessThan(0.1);
    expect(counts(tripleBarrier(bars, { horizon: 3 }))[1]).toBeGreaterThan(neutral!);
  });
});

describe("a label of classes looks ahead exactly as far as it declares", () => {
  const bars = randomBars(900, 21);
  test.each<[string, (bars: Bars) => Label]>([
    ["nextRise", (given) => nextRise(given, { horizon: 3 })],
    ["threeClasses by volatility", (given) => threeClasses(given, { horizon: 3 })],
    ["threeClasses by costs", (given) => threeClasses(given, { horizon: 3, threshold: { costs: 0.005 } })],
    ["tripleBarrier", (given) => tripleBarrier(given, { horizon: 3 })],
  ])("%s does", (_, label) => {
    expect(detectLabelLeak(label, bars, { key: randomKey(1) })).toEqual([]);
  });
});

test("thresholds, barriers and spans that are none are refused", () => {
  const bars = randomBars(50, 1);
  expect(() => threeClasses(bars, { threshold: { volatility: -1 } })).toThrow(new LabelError("three_classes: the threshold must be a number ≥ 0, got -1"));
  expect(() => threeClasses(bars, { threshold: { volatility: 1, span: 1 } })).toThrow("three_classes: span must be a whole number of bars ≥ 2, got 1");
  expect(() => tripleBarrier(bars, { upper: 0 })).toThrow("triple_barrier_10: upper must be a number of deviations > 0, got 0");
  expect(() => tripleBarrier(bars, { horizon: 50 })).toThrow("triple_barrier_50: horizon 50 reaches past the 50 bars of RANDOM");
});
