import { operator, type Line } from "../engine/line.ts";
import { defineFactor, realNumber } from "../factor.ts";
import { distance } from "../operators/index.ts";

/** Rows in which a plain filter stands in, until the recursion has something to recur to. */
const START = 7;

/** Ehlers' instantaneous trend line: a two-pole filter without lag for slow waves; its first seven values are (x + 2·x[−1] + x[−2])/4. NaN for t < 2. Ehlers 2004. */
function instantaneousTrend(x: Line, weight: number): Line {
  const a = weight - (weight * weight) / 4;
  const b = (weight * weight) / 2;
  const c = weight - (3 * weight * weight) / 4;
  const kept = 1 - weight;
  return operator("instantaneousTrend", [x], [weight], { delay: 2, lookback: 2, registers: 2, start: ([x], [out], registers) => (from, to, seen) => {
    let one = registers[0]!;
    let two = registers[1]!;
    for (let t = from, row = seen; t < to; t++, row++) {
      const now = row < 2 ? x[t]! : row < START ? (x[t]! + 2 * x[t - 1]! + x[t - 2]!) / 4 : a * x[t]! + b * x[t - 1]! - c * x[t - 2]! + 2 * kept * one - kept * kept * two;
      two = one;
      one = now;
      out[t] = now;
    }
    registers[0] = one;
    registers[1] = two;
  } });
}

export const instantaneousTrendFactor = defineFactor({
  name: "instantaneous_trend",
  family: "trend",
  formula: "i = (a − a²/4)·close + a²/2·close[−1] − (a − 3a²/4)·close[−2] + 2(1 − a)·i[−1] − (1 − a)²·i[−2], at first (close + 2·close[−1] + close[−2])/4; distance = close/i − 1",
  source: "Ehlers 2004, Cybernetic Analysis for Stocks and Futures",
  edge: "the price itself on flat prices, up to rounding",
  inputs: ["close"],
  parameters: { weight: realNumber(0.01, 0.99) },
  outputs: [
    { id: "instantaneous_trend", description: "Ehlers' trend line without lag", unit: "price" },
    { id: "instantaneous_trend_distance", description: "Distance of the close to the instantaneous trend line", unit: "ratio" },
  ],
  defaults: [],
  more: [[0.07]],
  lines: ({ close }, { weight }) => {
    const line = instantaneousTrend(close, weight);
    return [line, distance(close, line)];
  },
});
