import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { rollingVariance } from "../rolling/variance.ts";

/** Z-score: (close − mean)/σ over the last `period` closes, σ the sample standard deviation. in: close [T]  out: [T], NaN for t < period − 1; 0 on flat prices. */
export function zscore(close: Float64Array, period: number): Float64Array {
  const { mean, squares } = rollingVariance(close, period);
  const out = emptyColumn(close.length);
  for (let t = period - 1; t < close.length; t++) out[t] = squares[t] === 0 ? 0 : (close[t]! - mean[t]!) / Math.sqrt(squares[t]! / (period - 1));
  return out;
}

export const zscoreFactor = defineFactor({
  name: "zscore",
  family: "statistical",
  formula: "(close − mean)/σ over period closes, σ with period − 1",
  source: "pandas rolling mean and std",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(3, 1000) },
  outputs: [{ id: "zscore", description: "Distance of the close to its mean in standard deviations", unit: "number", warmUp: ({ period }) => period - 1 }],
  defaults: [[20], [50]],
  compute: (bars, { period }) => [zscore(bars.close, period)],
});
