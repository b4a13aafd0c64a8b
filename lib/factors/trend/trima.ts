import type { Line } from "../engine/line.ts";
import { mean } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

/** Triangular moving average: the weights rise to the middle of the period and fall again. It is a mean of means. Price, NaN for t < period − 1. */
export function triangularMean(x: Line, period: number): Line {
  return mean(mean(x, Math.floor((period + 1) / 2)), Math.floor(period / 2) + 1);
}

export const trimaFactor = movingAverage({
  name: "trima",
  words: "Triangular moving average",
  formula: "mean over ⌊period/2⌋ + 1 of the mean over ⌊(period + 1)/2⌋",
  source: "TA-Lib TRIMA",
  average: ({ close }, period) => triangularMean(close, period),
  more: [[10], [20], [50]],
});
