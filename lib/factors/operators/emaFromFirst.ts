import { operator, type Line } from "../engine/line.ts";

/** Average that moves by 2/(period+1) of the difference to each new value and starts as the first value; NaN before `delay`. */
export function emaFromFirst(x: Line, period: number, delay = 0): Line {
  const weight = 2 / (period + 1);
  return operator("emaFromFirst", [x], [period, delay], { delay, registers: 1, start: ([x], [out], registers) => (from, to, seen) => {
    let average = seen === 0 ? x[from]! : registers[0]!;
    for (let t = from; t < to; t++) {
      average += weight * (x[t]! - average);
      out[t] = average;
    }
    registers[0] = average;
  } });
}
