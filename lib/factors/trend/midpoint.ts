import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest, middle } from "../operators/index.ts";

/** Middle between the highest and the lowest close. Price, NaN for t < period − 1. */
export const midpointFactor = defineFactor({
  name: "midpoint",
  family: "trend",
  formula: "(highest close + lowest close of period bars)/2",
  source: "TA-Lib MIDPOINT",
  edge: "the price itself on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "midpoint", description: "Middle between the highest and the lowest close", unit: "price" }],
  defaults: [],
  more: [[14]],
  lines: ({ close }, { period }) => [middle(highest(close, period), lowest(close, period))],
});
