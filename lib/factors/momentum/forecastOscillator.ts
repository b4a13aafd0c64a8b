import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { regression } from "../operators/index.ts";

/** Forecast oscillator: what the close is above the forecast of the straight line through the closes before. Percent, NaN for t < period. Chande 1994. */
export const forecastOscillatorFactor = defineFactor({
  name: "forecast_oscillator",
  family: "momentum",
  formula: "100·(close − f[−1])/close, f = next value of the least squares line through the last period closes (tsf)",
  source: "Chande and Kroll 1994; TA-Lib TSF one bar before",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "forecast_oscillator", description: "Distance of the close to the forecast made one bar before", unit: "percent" }],
  defaults: [],
  more: [[9]],
  lines: ({ close }, { period }) => {
    const { mean, slope } = regression(close, period);
    const ahead = (period + 1) / 2;
    return [operator("forecastOscillator", [close, mean, slope], [ahead], { delay: 1, lookback: 1, start: ([close, mean, slope], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = (100 * (close[t]! - (mean[t - 1]! + ahead * slope[t - 1]!))) / close[t]!;
    } })];
  },
});
