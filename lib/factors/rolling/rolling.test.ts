import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { rollingCorrelation } from "./correlation.ts";
import { rollingHighest, rollingLowest } from "./extremes.ts";
import { rollingMean } from "./mean.ts";
import { rollingMoments } from "./moments.ts";
import { rollingVariance } from "./variance.ts";
import { rollingWeightedMean } from "./weightedMean.ts";

const { normal } = randomStream(randomKey(11));

/** A long walk on a high level that once jumps by a factor of a million: sums that are updated by subtraction lose their digits here. */
const walk = new Float64Array(300_000);
walk.forEach((_, t) => (walk[t] = (t === 0 ? 1000 : walk[t - 1]!) + normal()));
for (let t = 150_000; t < 150_010; t++) walk[t]! *= 1e6;
const other = walk.map(() => normal());

const windows = [{ period: 2 }, { period: 20 }, { period: 199 }];
const rows = [250, 149_999, 150_005, 150_300, 200_000, 299_998, 299_999];

/** Two passes over one window: first the mean, then the powers of the deviations. */
function exact(values: Float64Array, t: number, period: number) {
  const window = values.subarray(t - period + 1, t + 1);
  const mean = window.reduce((a, b) => a + b, 0) / period;
  const power = (k: number) => window.reduce((sum, x) => sum + (x - mean) ** k, 0);
  return { window, mean, second: power(2), third: power(3), fourth: power(4) };
}

describe.each(windows)("rolling statistics over $period values equal the exact two passes, also at the end of a long series with a jump", ({ period }) => {
  const near = (got: number, expected: number, size = Math.abs(expected)) => expect(Math.abs(got - expected)).toBeLessThanOrEqual(1e-10 * size);

  test("mean", () => {
    const got = rollingMean(walk, period);
    for (const t of rows) near(got[t]!, exact(walk, t, period).mean);
  });

  test("weighted mean", () => {
    const got = rollingWeightedMean(walk, period);
    for (const t of rows) {
      const { window } = exact(walk, t, period);
      near(got[t]!, window.reduce((sum, x, k) => sum + (k + 1) * x, 0) / ((period * (period + 1)) / 2));
    }
  });

  test("variance", () => {
    const { mean, squares } = rollingVariance(walk, period);
    for (const t of rows) {
      near(mean[t]!, exact(walk, t, period).mean);
      near(squares[t]!, exact(walk, t, period).second);
    }
  });

  test("third and fourth moment", () => {
    const got = rollingMoments(walk, period);
    for (const t of rows) {
      const { second, third, fourth } = exact(walk, t, period);
      near(got.second[t]!, second);
      near(got.third[t]!, third, second ** 1.5);
      near(got.fourth[t]!, fourth);
    }
  });

  test("correlation", () => {
    const got = rollingCorrelation(walk, other, period);
    for (const t of rows) {
      const x = exact(walk, t, period);
      const y = exact(other, t, period);
      const product = x.window.reduce((sum, value, k) => sum + (value - x.mean) * (y.window[k]! - y.mean), 0);
      near(got[t]!, product / Math.sqrt(x.second * y.second), 1);
    }
  });

  test("highest and lowest", () => {
    const highest = rollingHighest(walk, period);
    const lowest = rollingLowest(walk, period);
    for (const t of rows) {
      expect(walk[highest[t]!]).toBe(Math.max(...exact(walk, t, period).window));
      expect(walk[lowest[t]!]).toBe(Math.min(...exact(walk, t, period).window));
    }
  });
});

test("a window of equal values has variance and moments of exactly zero, whatever came before", () => {
  const values = Float64Array.from({ length: 100 }, (_, t) => (t < 50 ? 1e6 * normal() : 0.1));
  const { squares } = rollingVariance(values, 20);
  const { second, third, fourth } = rollingMoments(values, 20);
  for (let t = 69; t < 100; t++) expect([squares[t], second[t], third[t], fourth[t]]).toEqual([0, 0, 0, 0]);
});

test("of equal extremes the newest counts", () => {
  const values = Float64Array.of(3, 1, 3, 2, 1, 3, 3, 0, 0, 1);
  expect([...rollingHighest(values, 4)]).toEqual([-1, -1, -1, 2, 2, 5, 6, 6, 6, 6]);
  expect([...rollingLowest(values, 4)]).toEqual([-1, -1, -1, 1, 4, 4, 4, 7, 8, 8]);
});

test("a start row moves the windows, and rows before it are not read", () => {
  const values = Float64Array.of(Number.NaN, Number.NaN, 1, 2, 3, 4);
  expect([...rollingMean(values, 2, 2)]).toEqual([Number.NaN, Number.NaN, Number.NaN, 1.5, 2.5, 3.5]);
  expect([...rollingVariance(values, 2, 2).squares]).toEqual([Number.NaN, Number.NaN, Number.NaN, 0.5, 0.5, 0.5]);
});

test("fewer values than the window have no mean", () => {
  expect(rollingMean(new Float64Array(0), 5)).toEqual(new Float64Array(0));
  expect(rollingMean(Float64Array.of(1, 2), 5).every(Number.isNaN)).toBe(true);
});
