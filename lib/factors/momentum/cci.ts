import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { typicalPrice } from "../volume/typicalPrice.ts";
import { rollingMean } from "../rolling/mean.ts";

/**
 * Commodity channel index: (p − mean p)/(0.015·mean |p − mean p|), p = (high + low + close)/3. Lambert 1980.
 * in: high, low, close [T]  out: [T], NaN for t < period − 1; 0 on flat prices.
 */
export function cci(high: Float64Array, low: Float64Array, close: Float64Array, period: number): Float64Array {
  const price = typicalPrice(high, low, close);
  const mean = rollingMean(price, period);
  const out = emptyColumn(close.length);
  for (let t = period - 1; t < close.length; t++) {
    let deviation = 0;
    for (let k = t - period + 1; k <= t; k++) deviation += Math.abs(price[k]! - mean[t]!);
    out[t] = deviation === 0 ? 0 : (period * (price[t]! - mean[t]!)) / (0.015 * deviation);
  }
  return out;
}

export const cciFactor = defineFactor({
  name: "cci",
  family: "momentum",
  formula: "(p − mean p)/(0.015·mean |p − mean p|) over period, p = (high + low + close)/3",
  source: "Lambert 1980; TA-Lib CCI",
  edge: "0 on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "cci", description: "Commodity channel index: distance to the mean in mean deviations", unit: "number", warmUp: ({ period }) => period - 1 }],
  defaults: [[20]],
  compute: ({ high, low, close }, { period }) => [cci(high, low, close, period)],
});
