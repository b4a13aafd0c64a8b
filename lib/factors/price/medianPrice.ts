import { defineFactor } from "../factor.ts";
import { middle } from "../operators/index.ts";

export const medianPriceFactor = defineFactor({
  name: "median_price",
  family: "price",
  formula: "(high + low)/2",
  source: "TA-Lib MEDPRICE",
  edge: "none",
  inputs: ["high", "low"],
  parameters: {},
  outputs: [{ id: "median_price", description: "Middle of the bar's range", unit: "price" }],
  defaults: [],
  lines: ({ high, low }) => [middle(high, low)],
});
