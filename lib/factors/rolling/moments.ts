import { emptyColumn } from "../factor.ts";

/** Sums of the second, third and fourth powers of deviations from the mean of a window. */
export type Moments = { readonly second: Float64Array; readonly third: Float64Array; readonly fourth: Float64Array };

/** Central moments of the last `period` values. NaN for t < from + period − 1. Blocks as in `rollingMean`; updates and joins by Pébay 2008, eq. 1.4–1.6 and 2.1. */
export function rollingMoments(values: Float64Array, period: number, from = 0): Moments {
  const second = emptyColumn(values.length);
  const third = emptyColumn(values.length);
  const fourth = emptyColumn(values.length);
  const head = new Float64Array(4);
  const tail = new Float64Array(4 * (period + 1));
  for (let start = from; start < values.length; start += period) {
    const end = Math.min(start + period, values.length);
    head.fill(0);
    for (let t = start; t < end; t++) {
      const b = t - start + 1;
      include(head, values[t]!, b);
      if (t - from < period - 1) continue;
      const a = period - b;
      const apart = head[0]! - tail[4 * b]!;
      const step = apart / period;
      const m2 = tail[4 * b + 1]!;
      const m3 = tail[4 * b + 2]!;
      second[t] = m2 + head[1]! + apart * step * a * b;
      third[t] = m3 + head[2]! + apart * step * step * a * b * (a - b) + 3 * step * (a * head[1]! - b * m2);
      fourth[t] =
        tail[4 * b + 3]! + head[3]! + apart * step * step * step * a * b * (a * a - a * b + b * b) +
        6 * step * step * (a * a * head[1]! + b * b * m2) + 4 * step * (a * head[2]! - b * m3);
    }
    if (end - start < period) break;
    head.fill(0);
    for (let k = period - 1; k >= 0; k--) {
      include(head, values[start + k]!, period - k);
      tail.set(head, 4 * k);
    }
  }
  return { second, third, fourth };
}

/** Adds the n-th value to the moments of n − 1. */
function include(m: Float64Array, value: number, n: number): void {
  const apart = value - m[0]!;
  const step = apart / n;
  const term = apart * step * (n - 1);
  m[3]! += term * step * step * (n * n - 3 * n + 3) + 6 * step * step * m[1]! - 4 * step * m[2]!;
  m[2]! += term * step * (n - 2) - 3 * step * m[1]!;
  m[1]! += term;
  m[0]! += step;
}
