import { barCount, defineFactor } from "../factor.ts";
import { minus } from "../operators/arithmetic.ts";
import { correlation } from "../operators/correlation.ts";
import { lag } from "../operators/lag.ts";
import { logReturn } from "../returns/logReturn.ts";

export const leadCorrelationFactor = defineFactor({
  name: "lead_correlation",
  family: "cross-asset",
  formula: "lead = Pearson correlation over period bars of r and r′[−rows]; lead_excess = lead − correlation of r[−rows] and r′; r, r′ = log returns of the close and of the reference",
  source: "Lo and MacKinlay 1990, cross-autocorrelation",
  edge: "0 where one of the two does not move",
  inputs: ["close", "reference.close"],
  parameters: { rows: barCount(1, 250), period: barCount(3, 1000) },
  outputs: [
    { id: "lead_correlation", description: "Correlation of the returns with earlier ones of the reference", unit: "number" },
    { id: "lead_excess", description: "How much more the reference leads than it follows", unit: "number" },
  ],
  defaults: [],
  more: [[1, 60], [1, 120]],
  lines: ({ close, "reference.close": reference }, { period, rows }) => {
    const [own, others] = [logReturn(close), logReturn(reference)];
    const lead = correlation(own, lag(others, rows), period);
    return [lead, minus(lead, correlation(lag(own, rows), others, period))];
  },
});
