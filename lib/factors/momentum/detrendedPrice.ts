import { barCount, defineFactor } from "../factor.ts";
import { lag, mean, minus } from "../operators/index.ts";

/** Bars that a mean of `period` lies back behind the middle of its window, and one. */
export function halfBack(period: number): number {
  return Math.floor(period / 2) + 1;
}

/** Detrended price in causal form: the close less the mean that was known half a period before. Price, NaN for t < period + ⌊period/2⌋. Drawn centred, it would look ahead. */
export const detrendedPriceFactor = defineFactor({
  name: "detrended_price",
  family: "momentum",
  formula: "close − mean over period, taken ⌊period/2⌋ + 1 bars before",
  source: "TradingView's detrended price oscillator, not centred",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "detrended_price", description: "Close less its mean of half a period before", unit: "price" }],
  defaults: [],
  more: [[20]],
  lines: ({ close }, { period }) => [minus(close, lag(mean(close, period), halfBack(period)))],
});
