import { emptyColumn } from "../factor.ts";

/**
 * Mean and sum of squared deviations of the last `period` values. NaN for t < from + period − 1.
 * Blocks as in `rollingMean`; head and tail are joined by the formula of Chan, Golub and LeVeque 1979. Equal values give exactly 0.
 */
export function rollingVariance(values: Float64Array, period: number, from = 0): { readonly mean: Float64Array; readonly squares: Float64Array } {
  const mean = emptyColumn(values.length);
  const squares = emptyColumn(values.length);
  const tailMean = new Float64Array(period + 1);
  const tailSquares = new Float64Array(period + 1);
  for (let start = from; start < values.length; start += period) {
    const end = Math.min(start + period, values.length);
    let headMean = 0;
    let headSquares = 0;
    for (let t = start; t < end; t++) {
      const n = t - start + 1;
      const step = values[t]! - headMean;
      headMean += step / n;
      headSquares += step * (values[t]! - headMean);
      if (t - from < period - 1) continue;
      const apart = headMean - tailMean[n]!;
      mean[t] = tailMean[n]! + (apart * n) / period;
      squares[t] = tailSquares[n]! + headSquares + (apart * apart * n * (period - n)) / period;
    }
    if (end - start < period) break;
    let m = 0;
    let s = 0;
    for (let k = period - 1; k >= 0; k--) {
      const step = values[start + k]! - m;
      m += step / (period - k);
      s += step * (values[start + k]! - m);
      tailMean[k] = m;
      tailSquares[k] = s;
    }
  }
  return { mean, squares };
}
