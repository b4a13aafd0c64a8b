import { barCount, defineFactor } from "../factor.ts";
import { lag, mean, minus } from "../operators/index.ts";

/** Detrended price in causal form: the close less the mean that was known half a period before. Price, NaN for t < period + ⌊period/2⌋. The centred form shifts the close back, which looks ahead. */
export const detrendedPriceFactor = defineFactor({
  name: "detrended_price",
  family: "momentum",
  formula: "close − mean over period, taken ⌊period/2⌋ + 1 bars before",
  source: "Granville 1976; TradingView's detrended price oscillator, not centred",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "detrended_price", description: "Close less its mean of half a period before", unit: "price" }],
  defaults: [],
  more: [[20]],
  lines: ({ close }, { period }) => [minus(close, lag(mean(close, period), Math.floor(period / 2) + 1))],
});
