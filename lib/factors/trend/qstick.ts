import { barCount, defineFactor } from "../factor.ts";
import { mean, minus } from "../operators/index.ts";

/** Qstick: mean body of the last `period` candles. Price, NaN for t < period − 1. Chande 1994. */
export const qstickFactor = defineFactor({
  name: "qstick",
  family: "trend",
  formula: "mean of close − open over period",
  source: "Chande and Kroll 1994; pandas-ta qstick",
  edge: "0 on flat prices",
  inputs: ["open", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "qstick", description: "Mean body of the candles", unit: "price" }],
  defaults: [],
  more: [[10]],
  lines: ({ open, close }, { period }) => [mean(minus(close, open), period)],
});
