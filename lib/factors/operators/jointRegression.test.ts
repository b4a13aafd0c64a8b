import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { columnsThrough } from "../fixtures/columnsThrough.ts";
import { jointRegression } from "./jointRegression.ts";

const ROWS = 400;

function series(seed: number, size = 1): Float64Array {
  const { normal } = randomStream(randomKey(seed));
  return Float64Array.from({ length: ROWS }, () => size * normal());
}

/** Slopes, residual squares and squares of the last column on the others. */
function regress(columns: readonly Float64Array[], period: number): readonly Float64Array[] {
  return columnsThrough(columns, (lines) => {
    const { residualSquares, slopes, squares } = jointRegression(lines.at(-1)!, lines.slice(0, -1), period);
    return [...slopes, residualSquares, squares];
  });
}

describe("a regression on several lines", () => {
  test("finds the slopes that a series was made with, and no residual", () => {
    const xs = [series(1), series(2, 100), series(3, 1e-6)];
    const y = xs[0]!.map((value, t) => 5 + 2 * value - 0.03 * xs[1]![t]! + 7e4 * xs[2]![t]!);
    const [a, b, c, residuals, squares] = regress([...xs, y], 30);
    for (let t = 29; t < ROWS; t++) {
      expect(a![t]).toBeCloseTo(2, 9);
      expect(b![t]).toBeCloseTo(-0.03, 10);
      expect(c![t]! / 7e4).toBeCloseTo(1, 9);
      expect(residuals![t]! / squares![t]!).toBeLessThan(1e-12);
    }
  });

  test("leaves residuals that are orthogonal to every line: nothing more is explained by any of them", () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 10, max: 80 }), (seed, count, period) => {
      const columns = Array.from({ length: count + 1 }, (_, k) => series(seed + k, 10 ** (k - 3)));
      const outputs = regress(columns, period);
      const t = ROWS - 1;
      const about = (x: Float64Array): Float64Array => {
        const window = x.slice(t - period + 1);
        const mean = window.reduce((sum, value) => sum + value, 0) / period;
        return window.map((value) => value - mean);
      };
      const xs = columns.slice(0, -1).map(about);
      const residual = about(columns.at(-1)!).map((value, k) => xs.reduce((rest, x, i) => rest - outputs[i]![t]! * x[k]!, value));
      const squares = residual.reduce((sum, value) => sum + value * value, 0);
      expect(outputs[count]![t]! / squares).toBeCloseTo(1, 9);
      for (const x of xs) expect(x.reduce((sum, value, k) => sum + value * residual[k]!, 0) / Math.sqrt(squares * x.reduce((sum, value) => sum + value * value, 0))).toBeCloseTo(0, 9);
    }), { seed: 1, numRuns: 40 });
  });

  test("gives slope 0 to a line that stands still and to one that repeats another, also after a wild value has left the window", () => {
    const x = series(4);
    x[100] = 1e6;
    const still = x.map(() => 3);
    const y = x.map((value, t) => (t < 200 ? 2 * value : 1));
    const [first, second, third] = regress([x, still, x.map((value) => 2 * value), y], 20);
    expect(first![190]).toBeCloseTo(2, 9);
    for (let t = 19; t < ROWS; t++) expect([second![t], third![t]]).toEqual([0, 0]);
    for (let t = 219; t < ROWS; t++) expect(Math.abs(first![t]!)).toBe(0);
  });
});
