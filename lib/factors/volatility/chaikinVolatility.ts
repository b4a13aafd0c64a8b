import { barCount, defineFactor } from "../factor.ts";
import { change, ema, lag, minus, over, scaled } from "../operators/index.ts";

/** Chaikin volatility: change of the averaged range over so many bars, in percent of what it was. NaN for t < period + rows − 1. */
export const chaikinVolatilityFactor = defineFactor({
  name: "chaikin_volatility",
  family: "volatility",
  formula: "100·(e − e[−rows])/e[−rows], e = EMA(high − low, period)",
  source: "Chaikin; Achelis 2000, Technical Analysis from A to Z",
  edge: "0 where bars had no range",
  inputs: ["high", "low"],
  parameters: { period: barCount(2, 1000), rows: barCount(1, 1000) },
  outputs: [{ id: "chaikin_volatility", description: "Change of the averaged range in percent", unit: "percent" }],
  defaults: [],
  more: [[10, 10]],
  lines: ({ high, low }, { period, rows }) => {
    const range = ema(minus(high, low), period);
    return [scaled(over(change(range, rows), lag(range, rows)), 100)];
  },
});
