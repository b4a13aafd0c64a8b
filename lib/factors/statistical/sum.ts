import { barCount, defineFactor } from "../factor.ts";
import { sum } from "../operators/index.ts";

export const sumFactor = defineFactor({
  name: "sum",
  family: "statistical",
  formula: "Σ close over period",
  source: "TA-Lib SUM",
  edge: "none",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "sum", description: "Sum of the last closes", unit: "price" }],
  defaults: [],
  example: [20],
  lines: ({ close }, { period }) => [sum(close, period)],
});
