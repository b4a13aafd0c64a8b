import { barCount, defineFactor } from "../factor.ts";
import { lag, mean, minus } from "../operators/index.ts";

/** Bars that a mean of `period` lies back behind the middle of its window, and one. */
function shift(period: number): number {
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
  lines: ({ close }, { period }) => [minus(close, lag(mean(close, period), shift(period)))],
});

/** The other causal form: the close of half a period before less the mean around it. It tells of the past alone. */
export const detrendedPastFactor = defineFactor({
  name: "detrended_past",
  family: "momentum",
  formula: "close of ⌊period/2⌋ + 1 bars before − mean over period",
  source: "Granville 1976; TA-Lib DPO",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "detrended_past", description: "Close of half a period before less the mean since", unit: "price" }],
  defaults: [],
  more: [[20]],
  lines: ({ close }, { period }) => [minus(lag(close, shift(period)), mean(close, period))],
});
