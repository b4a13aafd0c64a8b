import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest, middle } from "../operators/index.ts";

/** Middle between the highest high and the lowest low. Price, NaN for t < period − 1. */
export const midpriceFactor = defineFactor({
  name: "midprice",
  family: "trend",
  formula: "(highest high + lowest low of period bars)/2",
  source: "TA-Lib MIDPRICE",
  edge: "the price itself on flat prices",
  inputs: ["high", "low"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "midprice", description: "Middle between the highest high and the lowest low", unit: "price" }],
  defaults: [],
  more: [[14]],
  lines: ({ high, low }, { period }) => [middle(highest(high, period), lowest(low, period))],
});
