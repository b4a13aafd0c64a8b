import { emptyColumn } from "../factor.ts";

/**
 * Mean of the last `period` values. NaN for t < from + period − 1; rows before `from` are not read.
 * Rows are taken in blocks of `period`: a window is the tail of one block and the head of the next, each summed by itself.
 * Nothing is ever subtracted, so the error does not grow with the length of the series (van Herk 1992, there for maxima).
 */
export function rollingMean(values: Float64Array, period: number, from = 0): Float64Array {
  const out = emptyColumn(values.length);
  const tail = new Float64Array(period + 1);
  for (let start = from; start < values.length; start += period) {
    const end = Math.min(start + period, values.length);
    const whole = start > from;
    let head = 0;
    for (let t = start; t < end; t++) {
      head += values[t]!;
      if (whole || t === start + period - 1) out[t] = (tail[t - start + 1]! + head) / period;
    }
    if (end - start < period) break;
    for (let k = period - 1; k >= 0; k--) tail[k] = tail[k + 1]! + values[start + k]!;
  }
  return out;
}
