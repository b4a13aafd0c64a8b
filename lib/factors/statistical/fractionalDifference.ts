import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor, realNumber } from "../factor.ts";
import { logReturn } from "../returns/logReturn.ts";

/** Weighted sum of the last values, the newest by the first weight. */
function weightedSum(x: Line, weights: readonly number[], parameters: readonly number[]): Line {
  return operator("fractionalSum", [x], parameters, { delay: weights.length - 1, lookback: weights.length - 1, start: ([x], [out]) => {
    const newestLast = Float64Array.from(weights).reverse();
    return (from, to, seen) => convolve(x, newestLast, out, Math.max(from, from + weights.length - 1 - seen), to);
  } });
}

/** Four rows of sums at once, so that one does not wait for the other. */
function convolve(x: Float64Array, weights: Float64Array, out: Float64Array, from: number, to: number): void {
  const width = weights.length;
  let t = from;
  for (; t + 3 < to; t += 4) {
    let a = 0, b = 0, c = 0, d = 0;
    for (let k = 0, at = t - width + 1; k < width; k++, at++) {
      const weight = weights[k]!;
      a += weight * x[at]!;
      b += weight * x[at + 1]!;
      c += weight * x[at + 2]!;
      d += weight * x[at + 3]!;
    }
    out[t] = a;
    out[t + 1] = b;
    out[t + 2] = c;
    out[t + 3] = d;
  }
  for (; t < to; t++) {
    let a = 0;
    for (let k = 0, at = t - width + 1; k < width; k++, at++) a += weights[k]! * x[at]!;
    out[t] = a;
  }
}

/**
 * Fractional difference (1 − L)^d of ln x over a window of `width` log returns: (1 − L)^(d−1) of the returns, so that the level of x does not count.
 * Log return, NaN for t < width. Hosking 1981.
 */
export function fractionalDifference(x: Line, d: number, width: number): Line {
  const weights = [1];
  for (let k = 1; k < width; k++) weights.push((weights[k - 1]! * (k - d)) / k);
  return weightedSum(logReturn(x), weights, [d, width]);
}

export const fractionalDifferenceFactor = defineFactor({
  name: "frac_diff",
  family: "statistical",
  formula: "Σ wₖ·r[−k], w₀ = 1, wₖ = wₖ₋₁·(k − d)/k over width log returns r: (1 − L)^d of ln close without its level",
  source: "Hosking 1981; López de Prado 2018, §5.5, window of fixed width",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { d: realNumber(0.05, 1), width: { ...barCount(2, 1000), default: 100 } },
  outputs: [{ id: "frac_diff", description: "Fractional difference of the log close: stationary, with memory", unit: "log return" }],
  defaults: [],
  more: [[0.4, 100]],
  lines: ({ close }, { d, width }) => [fractionalDifference(close, d, width)],
});
