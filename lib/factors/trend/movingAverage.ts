import { barCount, defineFactor, type Factor } from "../factor.ts";

type Average = (close: Float64Array, period: number) => Float64Array;

/** Distance of the close to an average of it: close/average − 1. out: [T] ratio, NaN where the average is. */
export function distanceTo(close: Float64Array, average: Float64Array): Float64Array {
  const out = new Float64Array(close.length);
  for (let t = 0; t < close.length; t++) out[t] = close[t]! / average[t]! - 1;
  return out;
}

/** An average of the close and the distance of the close to it; both are NaN for t < period − 1. */
export function movingAverage(name: string, words: string, formula: string, source: string, average: Average, defaults: readonly (readonly number[])[]): Factor {
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
    defaults,
    example: [20],
    compute: (bars, { period }) => {
      const line = average(bars.close, period);
      return [line, distanceTo(bars.close, line)];
    },
  });
}
