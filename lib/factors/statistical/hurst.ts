import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean, squared } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/**
 * Hurst exponent: half the slope of ln mean(r²) on ln step, r the log returns over 1, 2, 4, 8 and 16 bars of the last `period` rows.
 * With steps that double, the slope is (2·ln(m₁₆/m₁) + ln(m₈/m₂))/(10·ln 2): the middle one drops out.
 * Number, NaN for t < period + 15; 0.5 where the price does not move.
 */
export function hurst(x: Line, period: number): Line {
  const squares = (step: number): Line => mean(squared(logReturn(x, step)), period);
  return operator("hurst", [squares(1), squares(2), squares(8), squares(16)], [], { start: ([one, two, eight, sixteen], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const isStill = one[t] === 0 || two[t] === 0 || eight[t] === 0 || sixteen[t] === 0;
      const ratio = sixteen[t]! / one[t]!;
      out[t] = isStill ? 0.5 : Math.log(ratio * ratio * (eight[t]! / two[t]!)) / (20 * Math.LN2);
    }
  } });
}

export const hurstFactor = defineFactor({
  name: "hurst",
  family: "statistical",
  formula: "slope of ½·ln mean(r²) on ln step, r = ln(close/close[−step]) over period, step = 1, 2, 4, 8, 16",
  source: "Hurst 1951; generalized exponent with q = 2 of Di Matteo 2007",
  edge: "0.5 where the price does not move over one of the steps",
  inputs: ["close"],
  parameters: { period: barCount(20, 1000) },
  outputs: [{ id: "hurst", description: "Hurst exponent: above 0.5 trends, below 0.5 returns to the mean", unit: "number" }],
  defaults: [],
  example: [100],
  lines: ({ close }, { period }) => [hurst(close, period)],
});
