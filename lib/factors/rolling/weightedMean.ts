import { emptyColumn } from "../factor.ts";

/** Mean of the last `period` values with weights 1..period, the newest weighs most. NaN for t < period − 1. Blocks as in `rollingMean`. */
export function rollingWeightedMean(values: Float64Array, period: number): Float64Array {
  const out = emptyColumn(values.length);
  const weights = (period * (period + 1)) / 2;
  const tail = new Float64Array(period + 1);
  const weightedTail = new Float64Array(period + 1);
  for (let start = 0; start < values.length; start += period) {
    const end = Math.min(start + period, values.length);
    let head = 0;
    let weightedHead = 0;
    for (let t = start; t < end; t++) {
      const n = t - start + 1;
      head += values[t]!;
      weightedHead += n * values[t]!;
      if (t >= period - 1) out[t] = (weightedTail[n]! + weightedHead + (period - n) * head) / weights;
    }
    if (end - start < period) break;
    for (let k = period - 1; k >= 0; k--) {
      tail[k] = tail[k + 1]! + values[start + k]!;
      weightedTail[k] = weightedTail[k + 1]! + tail[k]!;
    }
  }
  return out;
}
