import { barCount, defineFactor } from "../factor.ts";
import { rollingMean } from "../rolling/mean.ts";
import { distanceTo } from "../trend/movingAverage.ts";
import { typicalPrice } from "./typicalPrice.ts";

/**
 * Volume-weighted average price of the last `period` bars: Σ p·volume / Σ volume, p = (high + low + close)/3.
 * in: high, low, close, volume [T]  out: [T] price, NaN for t < period − 1; the plain mean of p where there was no volume.
 */
export function vwap(high: Float64Array, low: Float64Array, close: Float64Array, volume: Float64Array, period: number): Float64Array {
  const price = typicalPrice(high, low, close);
  const plain = rollingMean(price, period);
  for (let t = 0; t < price.length; t++) price[t]! *= volume[t]!;
  const value = rollingMean(price, period);
  const traded = rollingMean(volume, period);
  for (let t = period - 1; t < price.length; t++) value[t] = traded[t] === 0 ? plain[t]! : value[t]! / traded[t]!;
  return value;
}

export const vwapFactor = defineFactor({
  name: "vwap",
  family: "volume",
  formula: "Σ p·volume / Σ volume over period, p = (high + low + close)/3; distance = close/vwap − 1",
  source: "Berkowitz, Logue and Noser 1988, over a rolling window",
  edge: "the plain mean of p where there was no volume",
  inputs: ["high", "low", "close", "volume"],
  parameters: { period: barCount(1, 1000) },
  outputs: [
    { id: "vwap", description: "Volume-weighted average price", unit: "price", warmUp: ({ period }) => period - 1 },
    { id: "vwap_distance", description: "Distance of the close to the volume-weighted average price", unit: "ratio", warmUp: ({ period }) => period - 1 },
  ],
  defaults: [[20]],
  compute: ({ high, low, close, volume }, { period }) => {
    const average = vwap(high, low, close, volume, period);
    return [average, distanceTo(close, average)];
  },
});
