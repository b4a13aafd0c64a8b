import { expect, test } from "vitest";
import { randomKey, randomStream } from "../random/index.ts";
import { nextKalman, startKalman } from "./kalmanRegression.ts";

const { normal } = randomStream(randomKey(3));
const points = Array.from({ length: 40 }, () => {
  const x = 2 + normal();
  return [x, 0.7 * x + 1.5 + 0.1 * normal()] as const;
});

test("without drift it is ridge regression: θ = (XᵀX/R + I/V)⁻¹·Xᵀy/R, its covariance the inverse", () => {
  const [noise, variance] = [0.01, 10];
  const state = points.reduce((before, [x, y]) => nextKalman(before, x, y, { drift: 0, noise }), startKalman(variance));
  let [xx, x1, n, xy, y1] = [1 / variance, 0, 1 / variance, 0, 0];
  for (const [x, y] of points) [xx, x1, n, xy, y1] = [xx + (x * x) / noise, x1 + x / noise, n + 1 / noise, xy + (x * y) / noise, y1 + y / noise];
  const determinant = xx * n - x1 * x1;
  expect(state.slope).toBeCloseTo((n * xy - x1 * y1) / determinant, 9);
  expect(state.intercept).toBeCloseTo((xx * y1 - x1 * xy) / determinant, 9);
  expect(state.covariance[0]).toBeCloseTo(n / determinant, 9);
  expect(state.covariance[1]).toBeCloseTo(-x1 / determinant, 9);
  expect(state.covariance[2]).toBeCloseTo(xx / determinant, 9);
});

test("one step by hand: V = 1, drift 1, noise 2, x = 3, y = 4", () => {
  // P = 2·I, P·hᵀ = (6, 2), S = 18 + 2 + 2 = 22, K = (3, 1)/11, e = 4
  const { covariance, error, intercept, slope, variance } = nextKalman(startKalman(1), 3, 4, { drift: 1, noise: 2 });
  expect([error, variance]).toEqual([4, 22]);
  expect(slope).toBeCloseTo(12 / 11, 12);
  expect(intercept).toBeCloseTo(4 / 11, 12);
  [2 - 18 / 11, -6 / 11, 2 - 2 / 11].forEach((value, k) => expect(covariance[k]).toBeCloseTo(value, 12));
});

test("with drift it follows a slope that changes, and the variance of its errors is the one it says", () => {
  const stream = randomStream(randomKey(8));
  const [drift, noise] = [1e-4, 1e-2];
  let [slope, intercept, state, squares] = [1, 0, startKalman(1), 0];
  const count = 5000;
  for (let t = 0; t < count; t++) {
    slope += Math.sqrt(drift) * stream.normal();
    intercept += Math.sqrt(drift) * stream.normal();
    const x = stream.normal();
    state = nextKalman(state, x, slope * x + intercept + Math.sqrt(noise) * stream.normal(), { drift, noise });
    if (t >= 100) squares += state.error ** 2 / state.variance;
  }
  expect(Math.abs(state.slope - slope)).toBeLessThan(4 * Math.sqrt(state.covariance[0]));
  // Mean of squared standard normal numbers: 1 ± 3·√(2/n).
  expect(Math.abs(squares / (count - 100) - 1)).toBeLessThan(3 * Math.sqrt(2 / (count - 100)));
});
