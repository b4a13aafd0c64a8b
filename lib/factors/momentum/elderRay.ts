import { barCount, defineFactor } from "../factor.ts";
import { ema, minus } from "../operators/index.ts";

/** Elder ray: how far the high and the low are above the average of the close. Price, NaN for t < period − 1. Elder 1993. */
export const elderRayFactor = defineFactor({
  name: "elder",
  family: "momentum",
  formula: "bull = high − EMA(close); bear = low − EMA(close)",
  source: "Elder 1993; pandas-ta eri",
  edge: "0 on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "elder_bull", description: "Bull power: high above the average", unit: "price" },
    { id: "elder_bear", description: "Bear power: low above the average", unit: "price" },
  ],
  defaults: [],
  more: [[13]],
  lines: ({ high, low, close }, { period }) => {
    const average = ema(close, period);
    return [minus(high, average), minus(low, average)];
  },
});
