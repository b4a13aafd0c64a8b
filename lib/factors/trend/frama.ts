import { operator, type Line } from "../engine/line.ts";
import { highest, lag, lowest, middle, minus } from "../operators/index.ts";
import { adaptiveAverage } from "./kama.ts";
import { movingAverage } from "./movingAverage.ts";

/** Steepness of the weight in the dimension. */
const STEEPNESS = 4.6;

/**
 * Fractal adaptive moving average of (high + low)/2: weight exp(−4.6·(D − 1)), D the fractal dimension from the ranges of both halves of the window.
 * Straight prices have D = 1 and weight 1, rough ones D = 2 and weight 0.01. Price, NaN for t < 2·⌊period/2⌋ − 1. Ehlers 2005.
 */
export function fractalAverage(high: Line, low: Line, period: number): Line {
  const half = Math.floor(period / 2);
  const range = (rows: number): Line => minus(highest(high, rows), lowest(low, rows));
  const late = range(half);
  const weight = operator("fractalWeight", [late, lag(late, half), range(2 * half)], [], { start: ([late, early, whole], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const dimension = whole[t] === 0 || late[t]! + early[t]! === 0 ? 1 : Math.log((2 * (late[t]! + early[t]!)) / whole[t]!) / Math.LN2;
      out[t] = Math.min(1, Math.max(0.01, Math.exp(-STEEPNESS * (dimension - 1))));
    }
  } });
  return adaptiveAverage(middle(high, low), weight);
}

export const framaFactor = movingAverage({
  name: "frama",
  words: "Fractal adaptive moving average",
  formula: "f += w·((high + low)/2 − f), w = exp(−4.6·(D − 1)) in 0.01..1, D = log2(2·(range of the last half + range of the first half)/range of the whole period)",
  source: "Ehlers 2005, FRAMA – Fractal Adaptive Moving Average",
  also: ["high", "low"],
  average: ({ high, low }, period) => fractalAverage(high, low, period),
  more: [[16]],
});
