import { operator, type Line } from "../engine/line.ts";
import { movingAverage } from "./movingAverage.ts";

/**
 * Ehlers' super smoother: a two-pole Butterworth filter of the mean of two neighbouring values, which lets through waves longer than `period`.
 * It starts on the first value. NaN for t < 2. Ehlers 2013, Cycle Analytics for Traders.
 */
export function superSmoother(x: Line, period: number): Line {
  const decay = Math.exp((-Math.SQRT2 * Math.PI) / period);
  const first = 2 * decay * Math.cos((Math.SQRT2 * Math.PI) / period);
  const second = -decay * decay;
  return operator("superSmoother", [x], [period], { delay: 2, lookback: 1, registers: 2, start: ([x], [out], registers) => (from, to, seen) => {
    if (seen === 0 && from < to) registers.fill(x[from]!);
    let one = registers[0]!;
    let two = registers[1]!;
    for (let t = from + (seen === 0 ? 1 : 0); t < to; t++) {
      const pair = (x[t]! + x[t - 1]!) / 2;
      const now = pair + first * (one - pair) + second * (two - pair);
      two = one;
      one = now;
      out[t] = now;
    }
    registers[0] = one;
    registers[1] = two;
  } });
}

export const superSmootherFactor = movingAverage({
  name: "ssf",
  words: "Super smoother",
  formula: "c1·(close + close[−1])/2 + c2·s[−1] + c3·s[−2], a = exp(−√2·π/period), c2 = 2a·cos(√2·π/period), c3 = −a², c1 = 1 − c2 − c3",
  source: "Ehlers 2013, Cycle Analytics for Traders",
  average: ({ close }, period) => superSmoother(close, period),
  more: [[10], [20]],
});
