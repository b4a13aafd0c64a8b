import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest, mean, meanAndSquares, plus, regression, scaled } from "../operators/index.ts";
import { trueRange } from "../volatility/trueRange.ts";

/** Half widths of the Bollinger bands in deviations and of the Keltner channel in mean true ranges. */
const DEVIATIONS = 2;
const RANGES = 1.5;

/** 1 where the Bollinger bands lie within the Keltner channel around the same mean, else 0. */
function isWithin(squares: Line, range: Line, period: number): Line {
  return operator("squeeze", [squares, range], [period], { start: ([squares, range], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = DEVIATIONS * Math.sqrt(squares[t]! / period) < RANGES * range[t]! ? 1 : 0;
  } });
}

/** What x is above the middle of its range's middle and its mean. */
function aboveMiddle(x: Line, highest: Line, lowest: Line, mean: Line): Line {
  return operator("aboveMiddle", [x, highest, lowest, mean], [], { start: ([x, highest, lowest, mean], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! - ((highest[t]! + lowest[t]!) / 2 + mean[t]!) / 2;
  } });
}

/** Squeeze: whether volatility is low, and which way the price leans meanwhile. NaN for t < period (on), 2·period − 2 (momentum). Carter 2005. */
export const squeezeFactor = defineFactor({
  name: "squeeze",
  family: "momentum",
  formula: `on = 1 where ${DEVIATIONS}·σ < ${RANGES}·mean true range over period; momentum = end of the least squares line through close − ((highest high + lowest low)/2 + mean)/2`,
  source: "Carter 2005; momentum as LazyBear 2014",
  edge: "0 on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "squeeze_on", description: "1 where the Bollinger bands lie within the Keltner channel", unit: "flag" },
    { id: "squeeze_momentum", description: "Line through what the close is above the middle of its range and mean", unit: "price" },
  ],
  defaults: [],
  more: [[20]],
  lines: (bar, { period }) => {
    const [average, squares] = meanAndSquares(bar.close, period);
    const lean = regression(aboveMiddle(bar.close, highest(bar.high, period), lowest(bar.low, period), average), period);
    return [isWithin(squares, mean(trueRange(bar), period), period), plus(lean.mean, scaled(lean.slope, (period - 1) / 2))];
  },
});
