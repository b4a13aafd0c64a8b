import { barCount, defineFactor } from "../factor.ts";
import { correlation } from "../operators/correlation.ts";
import { logReturn } from "../returns/logReturn.ts";

export const correlationFactor = defineFactor({
  name: "correlation",
  family: "cross-asset",
  formula: "Pearson correlation of r and r′ over period bars; r, r′ = log returns of the close and of the reference from bar to bar",
  source: "Pearson 1896; pandas rolling corr",
  edge: "0 where one of the two does not move",
  inputs: ["close", "reference.close"],
  parameters: { period: barCount(3, 1000) },
  outputs: [{ id: "correlation", description: "Correlation of the returns with those of the reference", unit: "number" }],
  defaults: [],
  more: [[20], [60], [120]],
  example: [60],
  lines: ({ close, "reference.close": reference }, { period }) => [correlation(logReturn(close), logReturn(reference), period)],
});
