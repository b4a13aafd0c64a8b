import { barCount, defineFactor } from "../factor.ts";
import { mean, middle, minus, sign } from "../operators/index.ts";

/** TTM trend: on which side of the mean of the last bars' middles the close is. Flag, NaN for t < period − 1. Carter 2005. */
export const ttmTrendFactor = defineFactor({
  name: "ttm_trend",
  family: "trend",
  formula: "sign(close − mean over period of (high + low)/2)",
  source: "Carter 2005, Mastering the Trade; pandas-ta ttm_trend",
  edge: "0 on flat prices, up to rounding",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "ttm_trend", description: "1 where the close is above the mean of the last bars' middles, −1 below", unit: "flag" }],
  defaults: [],
  more: [[6]],
  lines: ({ high, low, close }, { period }) => [
    sign(minus(close, mean(middle(high, low), period))),
  ],
});
