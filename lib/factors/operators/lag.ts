import { operator, type Line } from "../engine/line.ts";

/** The value `rows` rows before. NaN for the first `rows` of them. */
export function lag(x: Line, rows: number): Line {
  return operator("lag", [x], [rows], {
    delay: rows,
    lookback: rows,
    start: ([x], [out]) => (from, to) => {
      out.set(x.subarray(from - rows, to - rows), from);
    },
  });
}
