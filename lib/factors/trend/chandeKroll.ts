import { barCount, defineFactor, realNumber } from "../factor.ts";
import { highest, lowest, minus, plus, scaled } from "../operators/index.ts";
import { atr } from "../volatility/atr.ts";

/** Chande Kroll stop: the extreme of the last `smooth` stops that are so many average true ranges from the extreme of `period` bars. Price, NaN for t < period + smooth − 1. Chande and Kroll 1994. */
export const chandeKrollFactor = defineFactor({
  name: "chande_kroll",
  family: "trend",
  formula: "long = highest over smooth of (highest high of period − multiple·ATR(period)); short = lowest over smooth of (lowest low of period + multiple·ATR(period))",
  source: "Chande and Kroll 1994; pandas-ta cksp",
  edge: "the price itself on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), multiple: realNumber(0.1, 20), smooth: barCount(1, 500) },
  outputs: [
    { id: "chande_kroll_long", description: "Stop of a long position", unit: "price" },
    { id: "chande_kroll_short", description: "Stop of a short position", unit: "price" },
  ],
  defaults: [],
  more: [[10, 1, 9]],
  lines: (bar, { period, multiple, smooth }) => {
    const apart = scaled(atr(bar, period), multiple);
    return [highest(minus(highest(bar.high, period), apart), smooth), lowest(plus(lowest(bar.low, period), apart), smooth)];
  },
});
