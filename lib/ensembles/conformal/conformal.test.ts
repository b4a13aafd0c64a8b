import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { adaptiveConformal, EnsembleError, type Intervals, intervalCoverage, splitConformal, trailingCoverage } from "../index.ts";

const ROWS = 4000;
const draws = (seed: number) => {
  const { normal } = randomStream(randomKey(seed));
  return () => Float64Array.from({ length: ROWS }, normal);
};
const shareInside = (actual: Float64Array, { high, low }: Intervals, from: number, to: number) => intervalCoverage(actual.slice(from, to), { low: low.slice(from, to), high: high.slice(from, to) }).coverage;

describe("split conformal intervals", () => {
  test.each([0.5, 0.8, 0.95])("hold a share of %s of errors that stay alike, within 0.02", (coverage) => {
    const actual = draws(1)();
    expect(Math.abs(shareInside(actual, splitConformal(new Float64Array(ROWS), actual, { horizon: 3, coverage }), 200, ROWS) - coverage)).toBeLessThan(0.02);
  });

  test("stand as far from the forecast as the ⌈(n+1)·coverage⌉-th smallest error known by then", () => {
    const actual = [1, -2, 3, -4, 5, -6, 7, -8, 9, 0, 0];
    const { high, low, margin, next } = splitConformal(new Float64Array(11).fill(1), actual, { horizon: 2, coverage: 0.75, minimum: 3 });
    // Errors 0 3 2 5 4 7 6 9 …: three known at row 4, of which the third; seven known at row 8, of which the sixth.
    expect(margin[4]).toBe(3);
    expect([low[8], high[8]]).toEqual([-5, 7]);
    expect(Array.from(margin.subarray(0, 4))).toEqual([NaN, NaN, NaN, NaN]);
    expect(next).toBe(7);
  });

  test("are unbounded while the errors are too few to tell", () => {
    const { high, low } = splitConformal([0, 0, 0], [1, 1, 1], { horizon: 1, minimum: 1 });
    expect([low[1], high[1]]).toEqual([-Infinity, Infinity]);
    expect(intervalCoverage([1, 1, 1], { low, high })).toEqual({ rows: 2, coverage: 1, width: NaN, unbounded: 2 });
  });

  test("forget errors behind their window", () => {
    const actual = [9, 9, 9, 1, 1, 1, 1];
    expect(splitConformal(new Float64Array(7), actual, { horizon: 1, coverage: 0.5, minimum: 3, window: 3 }).margin[6]).toBe(1);
  });
});

describe("around quantiles", () => {
  test("too narrow quantiles widen and too wide ones shrink until they hold the share", () => {
    const draw = draws(2);
    const [scale, noise] = [draw().map((x) => Math.exp(x / 2)), draw()];
    const actual = scale.map((s, t) => s * noise[t]!);
    for (const [factor, isWider] of [[0.5, true], [3, false]] as const) {
      const base = { low: scale.map((s) => -factor * s), high: scale.map((s) => factor * s) };
      const intervals = splitConformal(base, actual, { horizon: 1, coverage: 0.9 });
      expect(Math.abs(shareInside(actual, intervals, 200, ROWS) - 0.9)).toBeLessThan(0.02);
      expect(intervals.next > 0).toBe(isWider);
    }
  });

  test("they are narrower than intervals of one width where the quantiles know the noise", () => {
    const draw = draws(3);
    const [scale, noise] = [draw().map((x) => Math.exp(x)), draw()];
    const actual = scale.map((s, t) => s * noise[t]!);
    const widthOf = (intervals: Intervals) => intervalCoverage(actual, intervals).width;
    const known = splitConformal({ low: scale.map((s) => -1.5 * s), high: scale.map((s) => 1.5 * s) }, actual, { horizon: 1 });
    expect(widthOf(known)).toBeLessThan(0.85 * widthOf(splitConformal(new Float64Array(ROWS), actual, { horizon: 1 })));
  });
});

describe("adaptive conformal intervals", () => {
  /** Calm for 1,000 rows, three times as wild for 500, and so on: the share that split intervals of all past errors hold depends on the regime. */
  const noise = draws(4)();
  const isWild = (t: number) => t >= 1000 && Math.floor((t - 1000) / 500) % 2 === 0;
  const actual = noise.map((e, t) => (isWild(t) ? 3 : 1) * e);
  const forecast = new Float64Array(ROWS);

  test("keep the share in each regime of a switching volatility, within 0.03, where split intervals lose it", () => {
    const split = splitConformal(forecast, actual, { horizon: 1 });
    const adaptive = adaptiveConformal(forecast, actual, { horizon: 1, window: 250, rate: 0.02 });
    for (let from = 1000; from < ROWS; from += 500) {
      expect(Math.abs(shareInside(actual, adaptive, from, from + 500) - 0.9)).toBeLessThan(0.03);
      if (isWild(from)) expect(shareInside(actual, split, from, from + 500)).toBeLessThan(0.84);
    }
  });

  test("hold the share on average over the whole walk within the theorem's bound (Gibbs and Candès 2021, proposition 4.1)", () => {
    const rate = 0.02;
    const intervals = adaptiveConformal(forecast, actual, { horizon: 1, rate });
    const rows = ROWS - 30;
    expect(Math.abs(shareInside(actual, intervals, 30, ROWS) - 0.9)).toBeLessThanOrEqual((0.9 + rate) / (rate * rows));
  });

  test("hold the share whatever comes, even where each error is larger than all before", () => {
    const growing = Float64Array.from({ length: 1000 }, (_, t) => 1.01 ** t);
    const { coverage, unbounded } = intervalCoverage(growing, adaptiveConformal(new Float64Array(1000), growing, { horizon: 1, rate: 0.05 }));
    expect(Math.abs(coverage - 0.9)).toBeLessThan(0.03);
    expect(unbounded).toBeGreaterThan(800);
  });
});

test.each([["split", splitConformal], ["adaptive", adaptiveConformal]] as const)("%s intervals change nothing before an actual value is known when it and all later ones change", (_name, intervalsOf) => {
  const actual = draws(5)().slice(0, 300);
  const changed = actual.map((y, t) => (t < 150 ? y : 50 * y));
  const [one, other] = [actual, changed].map((truth) => intervalsOf(new Float64Array(300), truth, { horizon: 7, minimum: 10 }));
  expect(other!.low.subarray(0, 157)).toEqual(one!.low.subarray(0, 157));
  expect(other!.low[157]).not.toBe(one!.low[157]);
});

test("what does not fit is refused", () => {
  const refused = (run: () => unknown, message: string) => expect(run).toThrow(new EnsembleError(message));
  refused(() => splitConformal([0], [0], { horizon: 1, coverage: 1 }), "splitConformal: coverage must lie between 0 and 1, got 1");
  refused(() => splitConformal([0], [0, 1], { horizon: 1 }), "splitConformal: actual has 2 rows and the forecasts have 1; give one value a row");
  refused(() => splitConformal([NaN], [0], { horizon: 1 }), 'splitConformal: the forecast of "low" is NaN in row 0; leave out the model or the row');
  refused(() => splitConformal([0, 0, 0], [NaN, 1, 1], { horizon: 1 }), "splitConformal: actual is NaN in row 0, from which it would learn; leave out the row");
  refused(() => adaptiveConformal([0], [0], { horizon: 1, rate: 0 }), "adaptiveConformal: rate must lie between 0 and 1, got 0");
  refused(() => splitConformal([0], [0], { horizon: 1, window: 10 }), "splitConformal: minimum must be a whole number of rows from 1 to the window of 10, got 30");
});

test("the trailing share counts the last rows that had an interval and an actual value, and is missing before so many", () => {
  const [low, high] = [[NaN, -1, -1, -1, -1, -1], [NaN, 1, 1, 1, 1, 1]];
  expect([...trailingCoverage([0, 0, 5, NaN, 1, -2], { low, high }, { window: 2 })]).toEqual([NaN, NaN, 0.5, 0.5, 0.5, 0.5]);
  expect(() => trailingCoverage([0], { low: [0, 1], high: [1] })).toThrow("trailingCoverage: low has 2 rows and the forecasts have 1");
});
