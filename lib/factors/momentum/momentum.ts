import { barCount, defineFactor } from "../factor.ts";
import { change } from "../operators/index.ts";

/** Momentum: closeₜ − closeₜ₋ₙ. Price, NaN for t < period. Source: TA-Lib MOM. */
export const momentumFactor = defineFactor({
  name: "momentum",
  family: "momentum",
  formula: "close − close[−period]",
  source: "TA-Lib MOM",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "momentum", description: "Difference of the close to an earlier one", unit: "price" }],
  defaults: [],
  more: [[1], [5], [10], [20]],
  example: [10],
  lines: ({ close }, { period }) => [change(close, period)],
});
