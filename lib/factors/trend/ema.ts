import { ema } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

/** Exponential moving average: e += 2/(period+1)·(close − e), from the mean of the first `period` closes. Price, NaN for t < period − 1. */
export const emaFactor = movingAverage({
  name: "ema",
  words: "Exponential moving average",
  formula: "e += 2/(period+1)·(close − e), from the mean of the first period closes",
  source: "TA-Lib EMA",
  average: ({ close }, period) => ema(close, period),
  defaults: [[20], [50]],
  more: [[5], [10], [100], [200]],
});
