import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema, over } from "../operators/index.ts";

/** How far the bar stands out of the one before: the greater of the changes of high and low. */
function protrusion(high: Line, low: Line): Line {
  return operator("protrusion", [high, low], [], { delay: 1, lookback: 1, start: ([high, low], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = Math.max(Math.abs(high[t]! - high[t - 1]!), Math.abs(low[t]! - low[t - 1]!));
  } });
}

/** Elder's market thermometer, its average and their ratio. NaN for t < period. Elder 2002. */
export const thermometerFactor = defineFactor({
  name: "thermometer",
  family: "volatility",
  formula: "p = max(|high − high[−1]|, |low − low[−1]|); thermometer = EMA(p, period), ratio = p/EMA(p, period)",
  source: "Elder 2002, Come into My Trading Room; pandas-ta thermo",
  edge: "ratio 1 where nothing moves",
  inputs: ["high", "low"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "thermometer", description: "Average of how far bars stand out of those before", unit: "price" },
    { id: "thermometer_ratio", description: "How far the bar stands out, as a multiple of the average", unit: "ratio" },
  ],
  defaults: [],
  more: [[20]],
  lines: ({ high, low }, { period }) => {
    const now = protrusion(high, low);
    const usual = ema(now, period);
    return [usual, over(now, usual, 1)];
  },
});
