import { operators, type Line } from "../engine/line.ts";
import { inEras } from "./eras.ts";

/** Where the variance is so small beside the squares that were summed since the sums were taken, rounding could show. */
const DOUBTFUL = 1e-6;

/**
 * Mean and sum of squared deviations of the last `period` values.
 * Sums of d and d² are carried, d the distance to a value of the window; equal values give exactly 0.
 */
export function meanAndSquares(x: Line, period: number): readonly [mean: Line, squares: Line] {
  return operators("meanAndSquares", [x], [period], {
    delays: [period - 1, period - 1] as const,
    lookback: period,
    registers: 4,
    start: ([x], [mean, squares], registers) =>
      inEras(period, {
        takeAnew: (t) => takeAnew(x, t, period, registers),
        move: (from, to) => move(x, mean, squares, from, to, period, registers),
        recompute: (t) => recompute(x, mean, squares, t, period),
        marks: squares,
      }),
  });
}

/** Origin, sum, sum of squares, and the greatest of these so far. */
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
  registers[2] = registers[3] = squares;
}

function move(x: Float64Array, means: Float64Array, out: Float64Array, from: number, to: number, period: number, registers: Float64Array): boolean {
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
