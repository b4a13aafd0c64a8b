import { operator, type Line } from "../engine/line.ts";

/**
 * Mean of the last values with weights that never change, the oldest first. `name` and `parameters` say which.
 * The work of a row grows with the number of weights. Equal values give exactly themselves.
 */
export function fixedWeights(name: string, x: Line, parameters: readonly number[], weights: readonly number[]): Line {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = Float64Array.from(weights, (weight) => weight / all);
  const rows = shares.length - 1;
  return operator(name, [x], parameters, { delay: rows, lookback: rows, start: ([x], [out]) => (from, to, seen) => {
    weigh(x, out, shares, Math.min(to, Math.max(from, from + rows - seen)), to);
  } });
}

/** Distances to the newest value are weighed, two at a time: half as many sums wait for each other. */
function weigh(x: Float64Array, out: Float64Array, shares: Float64Array, from: number, to: number): void {
  const count = shares.length;
  for (let t = from; t < to; t++) {
    const origin = x[t]!;
    const start = t - count + 1;
    let one = 0;
    let other = 0;
    for (let k = 0; k + 1 < count; k += 2) {
      one += shares[k]! * (x[start + k]! - origin);
      other += shares[k + 1]! * (x[start + k + 1]! - origin);
    }
    out[t] = origin + (one + other);
  }
}
