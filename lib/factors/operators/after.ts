import { operator, type Line } from "../engine/line.ts";

/** The same values, without the first `rows` of them. */
export function after(x: Line, rows: number): Line {
  return operator("after", [x], [rows], { delay: rows, start: ([x], [out]) => (from, to) => {
    out.set(x.subarray(from, to), from);
  } });
}
