import { weightedMean } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

/** Linearly weighted moving average: weights 1..period, the newest weighs most. Price, NaN for t < period − 1. */
export const wmaFactor = movingAverage({
  name: "wma",
  words: "Linearly weighted moving average",
  formula: "Σ k·close[k−period] / Σ k, k = 1..period, the newest weighs most",
  source: "TA-Lib WMA",
  average: ({ close }, period) => weightedMean(close, period),
  more: [[5], [10], [20], [50], [100], [200]],
});
