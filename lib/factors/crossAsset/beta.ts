import { barCount, defineFactor } from "../factor.ts";
import { minus, times } from "../operators/arithmetic.ts";
import { slopeOn } from "../operators/correlation.ts";
import { mean } from "../operators/mean.ts";
import { logReturn } from "../returns/logReturn.ts";

export const betaFactor = defineFactor({
  name: "beta",
  family: "cross-asset",
  formula: "beta = cov(r, r′)/var(r′) over period bars, alpha = mean(r) − beta·mean(r′); r, r′ = log returns of the close and of the reference",
  source: "Sharpe 1964; alpha: Jensen 1968, without a riskless rate",
  edge: "beta 0 where the reference does not move; alpha is then the mean return",
  inputs: ["close", "reference.close"],
  parameters: { period: barCount(3, 1000) },
  outputs: [
    { id: "beta", description: "How much the asset moves for each move of the reference", unit: "ratio" },
    { id: "jensen_alpha", description: "Mean return a bar that the reference does not explain", unit: "log return per bar" },
  ],
  defaults: [],
  more: [[20], [60], [120]],
  example: [60],
  lines: ({ close, "reference.close": reference }, { period }) => {
    const [own, others] = [logReturn(close), logReturn(reference)];
    const beta = slopeOn(own, others, period);
    return [beta, minus(mean(own, period), times(beta, mean(others, period)))];
  },
});
