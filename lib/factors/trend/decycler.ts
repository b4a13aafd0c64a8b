import { operator, type Line } from "../engine/line.ts";
import { movingAverage } from "./movingAverage.ts";

/** Ehlers' decycler: a one-pole filter that takes waves shorter than `period` out of the price with little lag. It starts on the first value. NaN for t < 1. Ehlers 2015. */
export function decycler(x: Line, period: number): Line {
  const angle = (2 * Math.PI) / period;
  const weight = (Math.cos(angle) + Math.sin(angle) - 1) / Math.cos(angle);
  return operator("decycler", [x], [period], { delay: 1, lookback: 1, registers: 1, start: ([x], [out], registers) => (from, to, seen) => {
    let level = seen === 0 ? x[from]! : registers[0]!;
    for (let t = from + (seen === 0 ? 1 : 0); t < to; t++) {
      level += weight * ((x[t]! + x[t - 1]!) / 2 - level);
      out[t] = level;
    }
    registers[0] = level;
  } });
}

export const decyclerFactor = movingAverage({
  name: "decycler",
  words: "Decycler",
  formula: "d += a·((close + close[−1])/2 − d), a = (cos θ + sin θ − 1)/cos θ, θ = 360°/period",
  source: "Ehlers 2015, Decyclers",
  least: 10,
  average: ({ close }, period) => decycler(close, period),
  more: [[60]],
});
