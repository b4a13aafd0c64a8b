import { operator, type Line } from "../engine/line.ts";

/** Place of x between the lowest and the highest in percent: 100·(x − lowest)/(highest − lowest). 50 where they are equal. */
export function placeInRange(x: Line, lowest: Line, highest: Line): Line {
  return operator("placeInRange", [x, lowest, highest], [], { start: ([x, lowest, highest], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const bottom = lowest[t]!;
      const range = highest[t]! - bottom;
      out[t] = range === 0 ? 50 : 100 * ((x[t]! - bottom) / range);
    }
  } });
}
