import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { atr } from "../volatility/atr.ts";

/** Distance of x to what y was `period` rows before, as a multiple of what a random walk with steps of `range` would go; 0 where it has no range. */
function beyondChance(x: Line, y: Line, range: Line, period: number, sign: 1 | -1): Line {
  const scale = sign / Math.sqrt(period);
  return operator("beyondChance", [x, y, range], [period, sign], { lookback: period, start: ([x, y, range], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = range[t] === 0 ? 0 : (scale * (x[t]! - y[t - period]!)) / range[t]!;
  } });
}

/** Random walk index: how far the price came beside what a random walk would have come. Number, NaN for t < period. Poulos 1991. */
export const randomWalkFactor = defineFactor({
  name: "random_walk",
  family: "trend",
  formula: "high = (high − low[−period])/(ATR·√period), low = (high[−period] − low)/(ATR·√period), ATR over period",
  source: "Poulos 1991; pandas-ta rwi",
  edge: "0 on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "random_walk_high", description: "Way up as a multiple of a random walk's", unit: "number" },
    { id: "random_walk_low", description: "Way down as a multiple of a random walk's", unit: "number" },
  ],
  defaults: [],
  more: [[14]],
  lines: (bar, { period }) => {
    const range = atr(bar, period);
    return [beyondChance(bar.high, bar.low, range, period, 1), beyondChance(bar.low, bar.high, range, period, -1)];
  },
});
