import { operator, type Line } from "../engine/line.ts";

/** Rank of the newest of the last `period` values as a share of them: 1 for the highest. Equal values share their ranks. */
export function percentRank(x: Line, period: number): Line {
  return operator("percentRank", [x], [period], { delay: period - 1, lookback: period - 1, start: ([x], [out]) => (from, to, seen) => rank(x, out, Math.max(from, from + period - 1 - seen), to, period) });
}

/** Counting has no branch that could be guessed wrong: up to some hundred values it is faster than keeping them sorted. */
function rank(x: Float64Array, out: Float64Array, from: number, to: number, period: number): void {
  for (let t = from; t < to; t++) {
    const value = x[t]!;
    let twice = period + 1;
    for (let k = t - period + 1; k < t; k++) twice += Number(x[k]! < value) - Number(x[k]! > value);
    out[t] = twice / (2 * period);
  }
}
