import type { Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { correlation, lag } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/** Correlation of x with itself `rows` rows before, over the last `period` pairs. −1 to 1, NaN for t < rows + period − 1; 0 where it does not vary. */
export function autocorrelation(x: Line, rows: number, period: number): Line {
  return correlation(x, lag(x, rows), period);
}

export const autocorrelationFactor = defineFactor({
  name: "autocorrelation",
  family: "statistical",
  formula: "Pearson correlation of r and r[−lag] over period pairs, r = ln(close/close[−1])",
  source: "pandas rolling corr",
  edge: "0 where the returns do not vary",
  inputs: ["close"],
  parameters: { lag: barCount(1, 250), period: barCount(3, 1000) },
  outputs: [{ id: "autocorrelation", description: "Correlation of returns with earlier returns", unit: "number" }],
  defaults: [[1, 60]],
  more: [[5, 60], [10, 60]],
  lines: ({ close }, { lag, period }) => [autocorrelation(logReturn(close), lag, period)],
});
