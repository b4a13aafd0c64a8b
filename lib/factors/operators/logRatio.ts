import { operator, type Line } from "../engine/line.ts";

/** ln(x/y). */
export function logRatio(x: Line, y: Line): Line {
  return operator("logRatio", [x, y], [], { start: ([x, y], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = Math.log(x[t]! / y[t]!);
  } });
}
