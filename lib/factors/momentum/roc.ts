import { barCount, defineFactor, emptyColumn } from "../factor.ts";

/** Rate of change: 100·(closeₜ/closeₜ₋ₙ − 1). in: close [T]  out: [T] percent, NaN for t < period. Source: TA-Lib ROC. */
export function roc(close: Float64Array, period: number): Float64Array {
  const out = emptyColumn(close.length);
  for (let t = period; t < close.length; t++) out[t] = 100 * (close[t]! / close[t - period]! - 1);
  return out;
}

export const rocFactor = defineFactor({
  name: "roc",
  family: "momentum",
  formula: "100·(close/close[−period] − 1)",
  source: "TA-Lib ROC",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "roc", description: "Rate of change of the close", unit: "percent", warmUp: ({ period }) => period }],
  defaults: [[5], [10], [20]],
  compute: (bars, { period }) => [roc(bars.close, period)],
});
