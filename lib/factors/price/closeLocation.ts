import { defineFactor } from "../factor.ts";
import { minus, over } from "../operators/index.ts";

export const closeLocationFactor = defineFactor({
  name: "close_location",
  family: "price",
  formula: "(close − low)/(high − low)",
  source: "Williams 1973, usual definition",
  edge: "0.5 where high and low are equal",
  inputs: ["high", "low", "close"],
  parameters: {},
  outputs: [{ id: "close_location", description: "Where in its range the bar closed: 0 at the low, 1 at the high", unit: "ratio" }],
  defaults: [],
  lines: ({ high, low, close }) => [over(minus(close, low), minus(high, low), 0.5)],
});
