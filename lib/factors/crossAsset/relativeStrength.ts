import { barCount, defineFactor } from "../factor.ts";
import { distance, minus, over } from "../operators/arithmetic.ts";
import { mean } from "../operators/mean.ts";
import { logReturn } from "../returns/logReturn.ts";

export const relativeStrengthFactor = defineFactor({
  name: "relative_strength",
  family: "cross-asset",
  formula: "ln(close/close[−period]) − ln(reference/reference[−period]); distance = q/mean of q over period − 1, q = close/reference",
  source: "Levy 1967; distance: Mansfield relative performance",
  edge: "0 where neither moves",
  inputs: ["close", "reference.close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "relative_strength", description: "Return beyond that of the reference, a market or a sector", unit: "log return" },
    { id: "relative_strength_distance", description: "Price in units of the reference, against its mean", unit: "ratio" },
  ],
  defaults: [],
  more: [[20], [60], [120]],
  example: [60],
  lines: ({ close, "reference.close": reference }, { period }) => {
    const quotient = over(close, reference);
    return [minus(logReturn(close, period), logReturn(reference, period)), distance(quotient, mean(quotient, period))];
  },
});
