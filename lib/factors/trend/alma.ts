import { operator, type Line } from "../engine/line.ts";
import { movingAverage } from "./movingAverage.ts";

const OFFSET = 0.85;
const SIGMA = 6;

/**
 * Arnaud Legoux moving average: weights are a bell curve whose top stands 85 % into the window and whose width is a sixth of it.
 * Price, NaN for t < period − 1. The work of a row grows with the period. Legoux and Kouzis-Loukas 2009.
 */
export function legouxAverage(x: Line, period: number): Line {
  const bell = Float64Array.from({ length: period }, (_, k) => Math.exp(-((k - OFFSET * (period - 1)) ** 2) / (2 * (period / SIGMA) ** 2)));
  const all = bell.reduce((sum, weight) => sum + weight, 0);
  const weights = bell.map((weight) => weight / all);
  return operator("legouxAverage", [x], [period], { delay: period - 1, lookback: period - 1, start: ([x], [out]) => (from, to, seen) => {
    for (let t = Math.max(from, from + period - 1 - seen); t < to; t++) out[t] = x[t]! + weigh(x, weights, t, x[t]!);
  } });
}

/** Weighs distances to a value of the window, so that equal values give exactly themselves. */
function weigh(x: Float64Array, weights: Float64Array, t: number, origin: number): number {
  let sum = 0;
  for (let k = 0, row = t - weights.length + 1; row <= t; k++, row++) sum += weights[k]! * (x[row]! - origin);
  return sum;
}

export const almaFactor = movingAverage({
  name: "alma",
  words: "Arnaud Legoux moving average",
  formula: "Σ w·close / Σ w, w[k] = exp(−(k − 0.85·(period − 1))²/(2·(period/6)²)), k = 0 the oldest",
  source: "Legoux and Kouzis-Loukas 2009",
  average: ({ close }, period) => legouxAverage(close, period),
  more: [[9], [20]],
});
