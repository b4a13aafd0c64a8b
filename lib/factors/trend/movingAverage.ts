import { barCount, defineFactor, type Factor } from "../factor.ts";
import { ema } from "../rolling/exponential.ts";
import { rollingMean } from "../rolling/mean.ts";
import { rollingWeightedMean } from "../rolling/weightedMean.ts";

type Average = (close: Float64Array, period: number) => Float64Array;

/** Distance of the close to an average of it: close/average − 1. out: [T] ratio, NaN where the average is. */
export function distanceTo(close: Float64Array, average: Float64Array): Float64Array {
  const out = new Float64Array(close.length);
  for (let t = 0; t < close.length; t++) out[t] = close[t]! / average[t]! - 1;
  return out;
}

/** An average of the close and the distance of the close to it; both are NaN for t < period − 1. */
function movingAverage(name: string, words: string, formula: string, source: string, average: Average): Factor {
  return defineFactor({
    name,
    family: "trend",
    formula: `${formula}; distance = close/${name} − 1`,
    source,
    edge: "the price itself on flat prices, distance 0",
    inputs: ["close"],
    parameters: { period: barCount(2, 1000) },
    outputs: [
      { id: name, description: `${words} of the close`, unit: "price", warmUp: ({ period }) => period - 1 },
      { id: `${name}_distance`, description: `Distance of the close to its ${words.toLowerCase()}`, unit: "ratio", warmUp: ({ period }) => period - 1 },
    ],
    defaults: name === "wma" ? [[20]] : [[20], [50], [200]],
    compute: (bars, { period }) => {
      const line = average(bars.close, period);
      return [line, distanceTo(bars.close, line)];
    },
  });
}

export const smaFactor = movingAverage("sma", "Simple moving average", "mean of the last period closes", "TA-Lib SMA", rollingMean);
export const emaFactor = movingAverage("ema", "Exponential moving average", "e += 2/(period+1)·(close − e), from the mean of the first period closes", "TA-Lib EMA", ema);
export const wmaFactor = movingAverage("wma", "Linearly weighted moving average", "Σ k·close[k−period] / Σ k, k = 1..period, the newest weighs most", "TA-Lib WMA", rollingWeightedMean);
