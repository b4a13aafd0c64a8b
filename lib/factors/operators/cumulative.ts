import { operator, type Line } from "../engine/line.ts";

/** Sum of all values since the first, or since the last gap. */
export function cumulative(x: Line): Line {
  return operator("cumulative", [x], [], { registers: 1, start: ([x], [out], registers) => (from, to) => {
    let sum = registers[0]!;
    for (let t = from; t < to; t++) {
      sum += x[t]!;
      out[t] = sum;
    }
    registers[0] = sum;
  } });
}
