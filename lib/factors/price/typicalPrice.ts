import { defineFactor } from "../factor.ts";
import { typicalPrice } from "../operators/index.ts";

export const typicalPriceFactor = defineFactor({
  name: "typical_price",
  family: "price",
  formula: "(high + low + close)/3",
  source: "TA-Lib TYPPRICE",
  edge: "none",
  inputs: ["high", "low", "close"],
  parameters: {},
  outputs: [{ id: "typical_price", description: "Mean of high, low and close", unit: "price" }],
  defaults: [],
  lines: ({ high, low, close }) => [typicalPrice(high, low, close)],
});
