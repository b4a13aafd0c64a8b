import { operator, type Line } from "../engine/line.ts";
import { movingAverage } from "./movingAverage.ts";

/** Share of the period that McGinley uses. */
const SHARE = 0.6;

/** McGinley dynamic: m += (close − m)/(0.6·period·(close/m)⁴), from the first close; slow above itself, fast below. Price, NaN for t < period − 1. McGinley 1990. */
export function mcginley(x: Line, period: number): Line {
  return operator("mcginley", [x], [period], { delay: period - 1, registers: 1, start: ([x], [out], registers) => (from, to, seen) => {
    let average = seen === 0 ? x[from]! : registers[0]!;
    for (let t = from; t < to; t++) {
      const ratio = x[t]! / average;
      // A fall to a fraction in one bar would otherwise throw the average far below the price.
      const pace = Math.max(1, SHARE * period * (ratio * ratio * (ratio * ratio)));
      average += (x[t]! - average) / pace;
      out[t] = average;
    }
    registers[0] = average;
  } });
}

export const mcginleyFactor = movingAverage({
  name: "mcginley",
  words: "McGinley dynamic",
  formula: "m += (close − m)/max(1, 0.6·period·(close/m)⁴), from the first close",
  source: "McGinley 1990; pandas-ta mcgd, which lacks the bound at 1",
  average: ({ close }, period) => mcginley(close, period),
  more: [[10], [20]],
});
