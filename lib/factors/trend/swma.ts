import { defineFactor } from "../factor.ts";
import { distance } from "../operators/index.ts";
import { triangularMean } from "./trima.ts";

/** Symmetrically weighted moving average of four closes: weights 1, 2, 2, 1. Price, NaN for t < 3. */
export const swmaFactor = defineFactor({
  name: "swma",
  family: "trend",
  formula: "(close + 2·close[−1] + 2·close[−2] + close[−3])/6; distance = close/swma − 1",
  source: "TradingView ta.swma",
  edge: "the price itself on flat prices, distance 0",
  inputs: ["close"],
  parameters: {},
  outputs: [
    { id: "swma", description: "Symmetrically weighted moving average of four closes", unit: "price" },
    { id: "swma_distance", description: "Distance of the close to its symmetrically weighted moving average", unit: "ratio" },
  ],
  defaults: [],
  lines: ({ close }) => {
    const line = triangularMean(close, 4);
    return [line, distance(close, line)];
  },
});
