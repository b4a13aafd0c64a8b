import { emptyColumn } from "../factor.ts";

/** Average that moves by `weight` of the difference to each new value. Starts as the mean of `period` values from row `from`; NaN before that mean is complete. */
export function exponential(values: Float64Array, period: number, weight: number, from = 0): Float64Array {
  const out = emptyColumn(values.length);
  const first = from + period - 1;
  if (first >= values.length) return out;
  let average = 0;
  for (let t = from; t <= first; t++) average += values[t]!;
  average /= period;
  out[first] = average;
  for (let t = first + 1; t < values.length; t++) {
    average += weight * (values[t]! - average);
    out[t] = average;
  }
  return out;
}

/** Exponential moving average, weight 2/(period+1). */
export function ema(values: Float64Array, period: number, from = 0): Float64Array {
  return exponential(values, period, 2 / (period + 1), from);
}

/** Wilder's average, weight 1/period. Wilder 1978. */
export function wilder(values: Float64Array, period: number, from = 0): Float64Array {
  return exponential(values, period, 1 / period, from);
}
