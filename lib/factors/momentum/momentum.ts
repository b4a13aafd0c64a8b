import { barCount, defineFactor, emptyColumn } from "../factor.ts";

/** Momentum: closeₜ − closeₜ₋ₙ. in: close [T]  out: [T] price, NaN for t < period. Source: TA-Lib MOM. */
export function momentum(close: Float64Array, period: number): Float64Array {
  const out = emptyColumn(close.length);
  for (let t = period; t < close.length; t++) out[t] = close[t]! - close[t - period]!;
  return out;
}

export const momentumFactor = defineFactor({
  name: "momentum",
  family: "momentum",
  formula: "close − close[−period]",
  source: "TA-Lib MOM",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "momentum", description: "Difference of the close to an earlier one", unit: "price", warmUp: ({ period }) => period }],
  defaults: [],
  example: [10],
  compute: (bars, { period }) => [momentum(bars.close, period)],
});
