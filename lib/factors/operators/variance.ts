import { operators, type Line } from "../engine/line.ts";
import { inEras } from "./eras.ts";

/** Where the variance is so small beside all squares that came into the sums, rounding could show. */
const DOUBTFUL = 1e-6;

/**
 * Mean, sum of squared deviations, and standard deviation (divided by period) of the last `period` values.
 * Sums of d and d² are carried, d the distance to a value of the window; equal values give exactly 0.
 * The root is taken in the same loop, which waits for its sums anyway: it costs about half of what it costs in a pass of its own.
 */
export function meanAndSquares(x: Line, period: number): readonly [mean: Line, squares: Line, deviation: Line] {
  return operators("meanAndSquares", [x], [period], {
    delays: [period - 1, period - 1, period - 1] as const,
    lookback: period,
    registers: 4,
    start: ([x], [mean, squares, deviation], registers) =>
      inEras(period, {
        registers,
        takeAnew: (t) => takeAnew(x, t, period, registers),
        move: (from, to) => move(x, mean, squares, deviation, from, to, period, registers),
        recompute: (t) => recompute(x, mean, squares, deviation, t, period),
      }),
  });
}

/** Origin, sum, sum of squares, and the least variance that is beyond doubt. */
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
  registers[3] = DOUBTFUL * squares;
}

function move(x: Float64Array, means: Float64Array, out: Float64Array, deviations: Float64Array, from: number, to: number, period: number, registers: Float64Array): boolean {
  const origin = registers[0]!;
  const share = 1 / period;
  let sum = registers[1]!;
  let squares = registers[2]!;
  let least = registers[3]!;
  let isDoubtful = false;
  for (let t = from; t < to; t++) {
    const d = x[t]! - origin;
    const left = x[t - period]! - origin;
    sum += d - left;
    squares += (d - left) * (d + left);
    least += DOUBTFUL * d * d;
    const apart = squares - sum * sum * share;
    means[t] = origin + sum * share;
    out[t] = apart;
    deviations[t] = Math.sqrt(apart * share);
    if (apart <= least) isDoubtful = true;
  }
  registers[1] = sum;
  registers[2] = squares;
  registers[3] = least;
  return isDoubtful;
}

/** One window by itself, in two passes. */
function recompute(x: Float64Array, means: Float64Array, out: Float64Array, deviations: Float64Array, t: number, period: number): void {
  const origin = x[t]!;
  let sum = 0;
  for (let k = t - period + 1; k <= t; k++) sum += x[k]! - origin;
  const shift = sum / period;
  let squares = 0;
  for (let k = t - period + 1; k <= t; k++) squares += (x[k]! - origin - shift) ** 2;
  means[t] = origin + shift;
  out[t] = squares;
  deviations[t] = Math.sqrt(squares / period);
}
