import { operator, type Line } from "../engine/line.ts";

/**
 * Greatest fall within the last `period` values: least xₜ/xₛ − 1 with s ≤ t. At most 0; x above 0.
 * Rows are taken in blocks of `period`: the fall of a window lies in the tail of one block, in the head of the next, or goes from the greatest of the one to the least of the other.
 */
export function greatestFall(x: Line, period: number): Line {
  return operator("greatestFall", [x], [period], {
    delay: period - 1,
    lookback: period,
    registers: 3,
    start: ([x], [out], registers) => {
      const tops = new Float64Array(period + 1);
      const falls = new Float64Array(period + 1).fill(1);
      return (from, to, seen) => {
        for (let t = from; t < to; ) {
          const rows = seen + t - from;
          const place = rows % period;
          if (place === 0) {
            registers[0] = 0;
            registers[1] = Infinity;
            registers[2] = 1;
            if (rows === 0) tops.fill(0);
            else fillTails(x, tops, falls, t - period, period);
          }
          const end = Math.min(to, t + period - place);
          runBlock(x, out, tops, falls, t, end, place, registers);
          t = end;
        }
      };
    },
  });
}

/** Of the rows k.. of a block: the greatest value, and the least ratio of a value to one before it. */
function fillTails(x: Float64Array, tops: Float64Array, falls: Float64Array, start: number, period: number): void {
  let top = 0;
  let bottom = Infinity;
  let fall = 1;
  for (let k = period - 1; k > 0; k--) {
    const value = x[start + k]!;
    if (value < bottom) bottom = value;
    if (value > top) top = value;
    const ratio = bottom / value;
    if (ratio < fall) fall = ratio;
    tops[k] = top;
    falls[k] = fall;
  }
}

/** Head of the block: its greatest value, its least, and its least ratio. Before the second block there are no tails. */
function runBlock(x: Float64Array, out: Float64Array, tops: Float64Array, falls: Float64Array, from: number, to: number, place: number, registers: Float64Array): void {
  let top = registers[0]!, bottom = registers[1]!, fall = registers[2]!;
  for (let t = from, k = place + 1; t < to; t++, k++) {
    const value = x[t]!;
    if (value > top) top = value;
    if (value < bottom) bottom = value;
    if (value / top < fall) fall = value / top;
    let least = fall;
    const before = tops[k]!;
    if (before > 0) {
      if (falls[k]! < least) least = falls[k]!;
      if (bottom / before < least) least = bottom / before;
    }
    out[t] = least - 1;
  }
  registers[0] = top;
  registers[1] = bottom;
  registers[2] = fall;
}
