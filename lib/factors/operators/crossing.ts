import { operator, type Line } from "../engine/line.ts";

/** 1 where x comes above 0 from 0 or below, −1 where it comes below 0 from 0 or above, else 0. */
export function crossing(x: Line): Line {
  return operator("crossing", [x], [], { delay: 1, lookback: 1, start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const now = x[t]!;
      const before = x[t - 1]!;
      out[t] = now > 0 && before <= 0 ? 1 : now < 0 && before >= 0 ? -1 : 0;
    }
  } });
}
