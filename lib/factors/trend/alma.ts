import type { Line } from "../engine/line.ts";
import { fixedWeights } from "./fixedWeights.ts";
import { movingAverage } from "./movingAverage.ts";

const OFFSET = 0.85;
const SIGMA = 6;

/**
 * Arnaud Legoux moving average: weights are a bell curve whose top stands 85 % into the window and whose width is a sixth of it.
 * Price, NaN for t < period − 1. Legoux and Kouzis-Loukas 2009.
 */
export function legouxAverage(x: Line, period: number): Line {
  const weights = Array.from({ length: period }, (_, k) => Math.exp(-((k - OFFSET * (period - 1)) ** 2) / (2 * (period / SIGMA) ** 2)));
  return fixedWeights("legouxAverage", x, [period], weights);
}

export const almaFactor = movingAverage({
  name: "alma",
  words: "Arnaud Legoux moving average",
  formula: "Σ w·close / Σ w, w[k] = exp(−(k − 0.85·(period − 1))²/(2·(period/6)²)), k = 0 the oldest",
  source: "Legoux and Kouzis-Loukas 2009",
  average: ({ close }, period) => legouxAverage(close, period),
  more: [[9], [20]],
});
