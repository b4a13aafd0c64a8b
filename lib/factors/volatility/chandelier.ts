import { barCount, defineFactor, optionalNumber } from "../factor.ts";
import { highest, lowest, minus, plus, scaled } from "../operators/index.ts";
import { atr } from "./atr.ts";

/** Chandelier exits: stops that hang so many average true ranges from the extreme of the last `period` bars. Price, NaN for t < period. LeBeau. */
export const chandelierFactor = defineFactor({
  name: "chandelier",
  family: "volatility",
  formula: "long = highest high − multiple·ATR, short = lowest low + multiple·ATR, all over period",
  source: "LeBeau; Elder 2002, Come into My Trading Room",
  edge: "the price itself on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), multiple: optionalNumber(3, 0.1, 20) },
  outputs: [
    { id: "chandelier_long", description: "Stop of a long position", unit: "price" },
    { id: "chandelier_short", description: "Stop of a short position", unit: "price" },
  ],
  defaults: [],
  more: [[22, 3]],
  lines: (bar, { period, multiple }) => {
    const apart = scaled(atr(bar, period), multiple);
    return [minus(highest(bar.high, period), apart), plus(lowest(bar.low, period), apart)];
  },
});
