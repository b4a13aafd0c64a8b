import type { Bars } from "../../market/bars.ts";
import { barCount, defineFactor, type Factor } from "../factor.ts";
import { rollingMean } from "../rolling/mean.ts";

/** Square root of the mean over `period` bars of a variance measured inside each bar. in: [T]  out: [T] log return per bar, NaN for t < period − 1; never below 0. */
export function rangeVolatility(variance: Float64Array, period: number): Float64Array {
  const out = rollingMean(variance, period);
  for (let t = period - 1; t < out.length; t++) out[t] = Math.sqrt(Math.max(0, out[t]!));
  return out;
}

/** A volatility from the four prices of each bar: √(mean over period of the variance of one bar). Not annualised. */
export function rangeFactor(name: string, words: string, formula: string, source: string, isDefault: boolean, variance: (open: number, high: number, low: number, close: number) => number): Factor {
  return defineFactor({
    name,
    family: "volatility",
    formula: `√(mean over period of ${formula}), for one bar, not annualised`,
    source,
    edge: "0 where high, low, open and close are equal",
    inputs: ["open", "high", "low", "close"],
    parameters: { period: barCount(1, 1000) },
    outputs: [{ id: name, description: `${words} volatility`, unit: "log return per bar", warmUp: ({ period }) => period - 1 }],
    defaults: isDefault ? [[20]] : [],
    example: [20],
    compute: ({ open, high, low, close }: Bars, { period }) => [rangeVolatility(close.map((_, t) => variance(open[t]!, high[t]!, low[t]!, close[t]!)), period)],
  });
}
