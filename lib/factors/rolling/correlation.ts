import { emptyColumn } from "../factor.ts";

/**
 * Pearson correlation of the last `period` pairs (x, y). NaN for t < from + period − 1; 0 where x or y does not vary.
 * Blocks as in `rollingMean`; means and products of deviations are joined by Chan, Golub and LeVeque 1979.
 */
export function rollingCorrelation(x: Float64Array, y: Float64Array, period: number, from = 0): Float64Array {
  const out = emptyColumn(x.length);
  const head = new Float64Array(5);
  const tail = new Float64Array(5 * (period + 1));
  for (let start = from; start < x.length; start += period) {
    const end = Math.min(start + period, x.length);
    head.fill(0);
    for (let t = start; t < end; t++) {
      const n = t - start + 1;
      include(head, x[t]!, y[t]!, n);
      if (t - from >= period - 1) out[t] = joined(head, tail, 5 * n, (n * (period - n)) / period);
    }
    if (end - start < period) break;
    head.fill(0);
    for (let k = period - 1; k >= 0; k--) {
      include(head, x[start + k]!, y[start + k]!, period - k);
      tail.set(head, 5 * k);
    }
  }
  return out;
}

/** Adds the n-th pair: means of x and y, then sums of dx², dy², dx·dy. */
function include(m: Float64Array, x: number, y: number, n: number): void {
  const dx = x - m[0]!;
  const dy = y - m[1]!;
  m[0]! += dx / n;
  m[1]! += dy / n;
  m[2]! += dx * (x - m[0]!);
  m[3]! += dy * (y - m[1]!);
  m[4]! += dx * (y - m[1]!);
}

function joined(head: Float64Array, tail: Float64Array, at: number, weight: number): number {
  const dx = head[0]! - tail[at]!;
  const dy = head[1]! - tail[at + 1]!;
  const xx = head[2]! + tail[at + 2]! + weight * dx * dx;
  const yy = head[3]! + tail[at + 3]! + weight * dy * dy;
  if (xx === 0 || yy === 0) return 0;
  return Math.max(-1, Math.min(1, (head[4]! + tail[at + 4]! + weight * dx * dy) / (Math.sqrt(xx) * Math.sqrt(yy))));
}
