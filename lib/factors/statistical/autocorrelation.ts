import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { logReturn } from "../returns/logReturn.ts";
import { rollingCorrelation } from "../rolling/correlation.ts";

/**
 * Correlation of the log return with the one `lag` bars before it, over the last `period` pairs.
 * in: close [T]  out: [T] −1..1, NaN for t < lag + period; 0 where the returns do not vary.
 */
export function autocorrelation(close: Float64Array, lag: number, period: number): Float64Array {
  const now = logReturn(close, 1);
  const before = emptyColumn(close.length);
  before.set(now.subarray(0, Math.max(0, close.length - lag)), Math.min(lag, close.length));
  return rollingCorrelation(now, before, period, lag + 1);
}

export const autocorrelationFactor = defineFactor({
  name: "autocorrelation",
  family: "statistical",
  formula: "Pearson correlation of r and r[−lag] over period pairs, r = ln(close/close[−1])",
  source: "pandas rolling corr",
  edge: "0 where the returns do not vary",
  inputs: ["close"],
  parameters: { lag: barCount(1, 250), period: barCount(3, 1000) },
  outputs: [{ id: "autocorrelation", description: "Correlation of returns with earlier returns", unit: "number", warmUp: ({ lag, period }) => lag + period }],
  defaults: [[1, 60]],
  compute: (bars, { lag, period }) => [autocorrelation(bars.close, lag, period)],
});
