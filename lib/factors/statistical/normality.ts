import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { excessKurtosis, skewness } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/** How far the last `period` values are from normal: n/6·(g₁² + g₂²/4). Number, NaN for t < period − 1. */
function jarqueBera(x: Line, period: number): Line {
  const n = period;
  const toG1 = (n - 2) / Math.sqrt(n * (n - 1));
  const toG2 = ((n - 2) * (n - 3)) / (n - 1);
  return operator("jarqueBera", [skewness(x, n), excessKurtosis(x, n)], [n], { start: ([skew, kurtosis], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const g1 = skew[t]! * toG1;
      const g2 = (kurtosis[t]! * toG2 - 6) / (n + 1);
      out[t] = (n / 6) * (g1 * g1 + (g2 * g2) / 4);
    }
  } });
}

export const jarqueBeraFactor = defineFactor({
  name: "jarque_bera",
  family: "statistical",
  formula: "n/6·(g₁² + g₂²/4), g₁ and g₂ skewness and excess kurtosis of the last n = period log returns",
  source: "Jarque and Bera 1980; scipy stats.jarque_bera",
  edge: "the value of g₁ = 0, g₂ = −6/(n + 1) where the returns do not vary",
  inputs: ["close"],
  parameters: { period: barCount(4, 1000) },
  outputs: [{ id: "jarque_bera", description: "Distance of the log returns from a normal distribution", unit: "number" }],
  defaults: [],
  example: [60],
  lines: ({ close }, { period }) => [jarqueBera(logReturn(close), period)],
});
