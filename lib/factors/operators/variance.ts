import { operators, type Line } from "../engine/line.ts";

/** Where the variance is so small beside the squares that were summed since the sums were taken, rounding could show: it is computed from its window alone. */
const DOUBTFUL = 1e-6;

/**
 * Mean and sum of squared deviations of the last `period` values.
 * Sums of d and d², d the distance to a value of the window, are carried for at most four periods (64 rows if that is more) and then taken anew.
 * So the error does not grow with the length of the series; equal values give exactly 0.
 */
export function meanAndSquares(x: Line, period: number): readonly [mean: Line, squares: Line] {
  const era = Math.max(64, 4 * period);
  return operators("meanAndSquares", [x], [period], {
    delays: [period - 1, period - 1] as const,
    lookback: period,
    registers: 4,
    start: ([x], [mean, squares], registers) => (from, to, seen) => {
      for (let t = from; t < to; ) {
        const place = (seen + t - from) % era;
        const rows = seen + t - from;
        // The first window is computed by itself.
        const end = Math.min(to, t + era - place, rows < period ? t + period - rows : to);
        if (rows >= period) {
          if (place === 0 || rows === period) takeAnew(x, t, period, registers);
          if (runEra(x, mean, squares, t, end, period, registers)) mend(x, mean, squares, t, end, period);
        } else if (rows + end - t === period) recompute(x, mean, squares, end - 1, period);
        t = end;
      }
    },
  });
}

/** Sums of the window that ends before row t. */
function takeAnew(x: Float64Array, t: number, period: number, registers: Float64Array): void {
  const origin = x[t - 1]!;
  let sum = 0;
  let squares = 0;
  for (let k = t - period; k < t; k++) {
    const d = x[k]! - origin;
    sum += d;
    squares += d * d;
  }
  registers[0] = origin;
  registers[1] = sum;
  registers[2] = squares;
  registers[3] = squares;
}

/** Marks doubtful rows with NaN; true if there are any. */
function runEra(x: Float64Array, means: Float64Array, out: Float64Array, from: number, to: number, period: number, registers: Float64Array): boolean {
  const origin = registers[0]!;
  const share = 1 / period;
  let sum = registers[1]!;
  let squares = registers[2]!;
  let peak = registers[3]!;
  let isDoubtful = false;
  for (let t = from; t < to; t++) {
    const d = x[t]! - origin;
    const left = x[t - period]! - origin;
    sum += d - left;
    squares += (d - left) * (d + left);
    if (squares > peak) peak = squares;
    const apart = squares - sum * sum * share;
    means[t] = origin + sum * share;
    out[t] = apart;
    if (!(apart > DOUBTFUL * peak)) {
      isDoubtful = true;
      out[t] = Number.NaN;
    }
  }
  registers[1] = sum;
  registers[2] = squares;
  registers[3] = peak;
  return isDoubtful;
}

function mend(x: Float64Array, means: Float64Array, out: Float64Array, from: number, to: number, period: number): void {
  for (let t = from; t < to; t++) if (Number.isNaN(out[t]!)) recompute(x, means, out, t, period);
}

/** One window by itself, in two passes. */
function recompute(x: Float64Array, means: Float64Array, out: Float64Array, t: number, period: number): void {
  const origin = x[t]!;
  let sum = 0;
  for (let k = t - period + 1; k <= t; k++) sum += x[k]! - origin;
  const shift = sum / period;
  let squares = 0;
  for (let k = t - period + 1; k <= t; k++) squares += (x[k]! - origin - shift) ** 2;
  means[t] = origin + shift;
  out[t] = squares;
}
