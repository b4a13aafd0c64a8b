import { emptyColumn } from "../factor.ts";

/** True range: the reach of a bar with the close before it. in: high, low, close [T]  out: [T] price, NaN on the first row. Wilder 1978. */
export function trueRange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = emptyColumn(close.length);
  for (let t = 1; t < close.length; t++) out[t] = Math.max(high[t]!, close[t - 1]!) - Math.min(low[t]!, close[t - 1]!);
  return out;
}
