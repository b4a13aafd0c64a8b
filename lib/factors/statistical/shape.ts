import { barCount, defineFactor } from "../factor.ts";
import { excessKurtosis, skewness } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

export const shapeFactor = defineFactor({
  name: "shape",
  family: "statistical",
  formula: "G1 = √(n(n−1))/(n−2)·m₃/m₂^1.5 and G2 = (n−1)/((n−2)(n−3))·((n+1)(m₄/m₂² − 3) + 6) of the last n = period log returns",
  source: "Joanes and Gill 1998; pandas rolling skew, kurt",
  edge: "0 where the returns do not vary",
  inputs: ["close"],
  parameters: { period: barCount(4, 1000) },
  outputs: [
    { id: "skew", description: "Skewness of log returns", unit: "number" },
    { id: "kurtosis", description: "Excess kurtosis of log returns", unit: "number" },
  ],
  defaults: [[20]],
  more: [[60]],
  lines: ({ close }, { period }) => [skewness(logReturn(close), period), excessKurtosis(logReturn(close), period)],
});
