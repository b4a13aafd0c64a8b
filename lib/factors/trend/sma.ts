import { mean } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

/** Simple moving average: mean of the last `period` closes. Price, NaN for t < period − 1. */
export const smaFactor = movingAverage({
  name: "sma",
  words: "Simple moving average",
  formula: "mean of the last period closes",
  source: "TA-Lib SMA",
  average: ({ close }, period) => mean(close, period),
  defaults: [[20], [200]],
  more: [[5], [10], [50], [100]],
});
