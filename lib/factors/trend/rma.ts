import { wilder } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

/** Wilder's moving average of the close: r += (close − r)/period, from the mean of the first `period` closes. Price, NaN for t < period − 1. Wilder 1978. */
export const rmaFactor = movingAverage({
  name: "rma",
  words: "Wilder moving average",
  formula: "r += (close − r)/period, from the mean of the first period closes",
  source: "Wilder 1978",
  average: ({ close }, period) => wilder(close, period),
  more: [[14], [20]],
});
