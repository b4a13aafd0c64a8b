import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import type { Line } from "../engine/line.ts";
import { columnsThrough } from "../fixtures/columnsThrough.ts";
import {
  correlation, excessKurtosis, greatestFall, highest, highestAndAge, logChange, lowest, lowestAndAge, lowestMean, meanAndSquares, median, medianDeviation, percentRank, quantile, skewness, slopeOn,
} from "./index.ts";
import { sortedRank } from "./sortedWindow.ts";

const ROWS = 1_000_000;
const PERIOD = 20;

/** Skewness, kurtosis, correlation and slope of one window, in two passes. */
function exact(x: Float64Array, y: Float64Array): readonly number[] {
  const n = x.length;
  const deviations = (values: Float64Array) => {
    const middle = values.reduce((total, value) => total + value, 0) / n;
    return values.map((value) => value - middle);
  };
  const [dx, dy] = [deviations(x), deviations(y)];
  const power = (k: number) => dx.reduce((total, d) => total + d ** k, 0) / n;
  const products = dx.reduce((total, d, k) => total + d * dy[k]!, 0);
  const squares = dy.reduce((total, d) => total + d * d, 0);
  const g1 = power(3) / power(2) ** 1.5;
  const g2 = power(4) / power(2) ** 2 - 3;
  return [(Math.sqrt(n * (n - 1)) / (n - 2)) * g1, ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6), products / Math.sqrt(n * power(2) * squares), products / (n * power(2))];
}

describe("after a million rows the moving sums are those of their window", () => {
  let walk: Float64Array;
  let other: Float64Array;
  beforeAll(() => {
    const { normal } = randomStream(randomKey(4));
    walk = new Float64Array(ROWS);
    for (let t = 0, price = 100; t < ROWS; t++) walk[t] = price *= Math.exp(0.001 * normal());
    other = walk.map((value) => value + normal());
  });

  test.each<[string, (value: number, t: number) => number]>([
    ["on a walk", (value) => value],
    ["on a walk a million above zero", (value) => value + 1e6],
    ["after a spike of a billion", (value, t) => (t === ROWS - 40 ? 1e9 : value)],
    ["with a spike in the window", (value, t) => (t === ROWS - 4 ? 1e9 : value)],
    ["behind a jump", (value, t) => (t > ROWS - 25 ? value + 1e5 : value)],
  ])("%s", (_, change) => {
    const values = walk.map(change);
    const lines = ([x, y]: readonly Line[]) => [skewness(x!, PERIOD), excessKurtosis(x!, PERIOD), correlation(x!, y!, PERIOD), slopeOn(y!, x!, PERIOD)];
    const got = columnsThrough([values, other], lines, 1000).map((column) => column.at(-1)!);
    const expected = exact(values.subarray(-PERIOD), other.subarray(-PERIOD));
    for (const [k, value] of expected.entries()) expect(Math.abs(got[k]! - value), `${k}: ${got[k]} against ${value}`).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(value)));
  });

  test("on equal values, exactly", () => {
    const values = walk.map((value, t) => (t > ROWS - 100 ? 100.1 : value));
    const lines = ([x, y]: readonly Line[]) => [skewness(x!, PERIOD), excessKurtosis(x!, PERIOD), correlation(x!, y!, PERIOD), slopeOn(y!, x!, PERIOD), meanAndSquares(x!, PERIOD)[1]];
    expect(columnsThrough([values, other], lines, 1000).map((column) => column.at(-1))).toEqual([0, 0, 0, 0, 0]);
  });
});

/** Few different values, so that many are equal. */
const series = fc.array(fc.oneof(fc.integer({ min: 1, max: 6 }), fc.double({ min: 0.5, max: 7, noNaN: true })), { minLength: 30, maxLength: 150 }).map((values) => Float64Array.from(values));
const periods = fc.integer({ min: 2, max: 29 });

test("what is read from a sorted window is what sorting each window gives", () => {
  fc.assert(
    fc.property(series, periods, fc.integer({ min: 1, max: 40 }), (values, period, pieces) => {
      const lines = ([x]: readonly Line[]) => [median(x!, period), quantile(x!, period, 0.1), percentRank(x!, period), lowestMean(x!, period, 0.3), medianDeviation(x!, period), sortedRank(x!, period)];
      const got = columnsThrough([values], lines, pieces);
      for (let t = period - 1; t < values.length; t++) {
        const window = values.slice(t - period + 1, t + 1);
        const sorted = window.toSorted();
        const centre = at(sorted, 0.5);
        const [below, upTo] = [window.filter((value) => value < values[t]!).length, window.filter((value) => value <= values[t]!).length];
        const rank = (below + 1 + upTo) / 2 / period;
        const lowest = sorted.slice(0, Math.ceil(0.3 * period));
        const expected = [centre, at(sorted, 0.1), rank, lowest.reduce((a, b) => a + b, 0) / lowest.length, at(sorted.map((value) => Math.abs(value - centre)).toSorted(), 0.5), rank];
        for (const [k, value] of expected.entries()) expect(got[k]![t]).toBeCloseTo(value, 12);
      }
    }),
    { seed: 8, numRuns: 60 },
  );
});

/** A quantile of sorted values, in proportion between two of them. */
function at(sorted: Float64Array, q: number): number {
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below]! + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - sorted[below]!);
}

test("extremes, the ages of the newest of them, and the greatest fall are those of each window", () => {
  fc.assert(
    fc.property(series, periods, fc.integer({ min: 1, max: 40 }), (values, period, pieces) => {
      const lines = ([x]: readonly Line[]) => [highest(x!, period), lowest(x!, period), ...highestAndAge(x!, period), ...lowestAndAge(x!, period), greatestFall(x!, period)];
      const got = columnsThrough([values], lines, pieces);
      for (let t = period - 1; t < values.length; t++) {
        const window = [...values.subarray(t - period + 1, t + 1)];
        const [top, bottom] = [Math.max(...window), Math.min(...window)];
        const fall = Math.min(...window.map((value, k) => value / Math.max(...window.slice(0, k + 1)) - 1));
        expect(got.map((column) => column[t])).toEqual([top, bottom, top, period - 1 - window.lastIndexOf(top), bottom, period - 1 - window.lastIndexOf(bottom), fall]);
      }
    }),
    { seed: 8, numRuns: 60 },
  );
});

test("windows that are computed together have the values they have alone", () => {
  const { normal } = randomStream(randomKey(9));
  const values = Float64Array.from({ length: 900 }, () => 200 + Math.round(20 * normal()));
  const windows = [250, 5, 20, 14, 60, 30, 100, 61];
  for (const make of [highest, lowest, percentRank, median]) {
    const together = columnsThrough([values], ([x]) => windows.map((period) => make(x!, period)), 37);
    for (const [k, period] of windows.entries()) expect(together[k], `${make.name} ${period}`).toEqual(columnsThrough([values], ([x]) => [make(x!, period)])[0]);
  }
});

test("log changes keep all their digits, small and large", () => {
  const steps = [0, 1e-12, -1e-9, 1e-4, -0.01, 0.12, 0.13, -0.14, 0.5, 3, -0.99];
  const values = Float64Array.from(steps.flatMap((step) => [1, 1 + step]));
  const [got] = columnsThrough([values], ([x]) => [logChange(x!, 1)]);
  for (const [k, step] of steps.entries()) {
    const expected = Math.log1p(values[2 * k + 1]! - 1);
    expect(Math.abs(got![2 * k + 1]! - expected), `step ${step}`).toBeLessThanOrEqual(4e-16 * Math.abs(expected));
  }
});
