import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { rollingHighest, rollingLowest } from "../rolling/extremes.ts";
import { rollingMean } from "../rolling/mean.ts";

/**
 * Place of `value` in the range of the last `period` bars, 100·(value − lowest)/(highest − lowest). Lane 1957.
 * out: [T] percent, NaN for t < from + period − 1; 50 where highest and lowest are equal.
 */
export function placeInRange(value: Float64Array, high: Float64Array, low: Float64Array, period: number, from = 0): Float64Array {
  const highest = rollingHighest(high, period, from);
  const lowest = rollingLowest(low, period, from);
  const out = emptyColumn(value.length);
  for (let t = from + period - 1; t < value.length; t++) {
    const bottom = low[lowest[t]!]!;
    const range = high[highest[t]!]! - bottom;
    out[t] = range === 0 ? 50 : 100 * ((value[t]! - bottom) / range);
  }
  return out;
}

export const stochasticFactor = defineFactor({
  name: "stoch",
  family: "momentum",
  formula: "k = mean over smooth of 100·(close − lowest low)/(highest high − lowest low) over period; d = mean of k over signal",
  source: "Lane 1957; TA-Lib STOCH",
  edge: "50 where the range is empty (TA-Lib: 0)",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), smooth: barCount(1, 200), signal: barCount(1, 200) },
  outputs: [
    { id: "stoch_k", description: "Stochastic %K: place of the close in its range, smoothed", unit: "percent", warmUp: ({ period, smooth }) => period + smooth - 2 },
    { id: "stoch_d", description: "Stochastic %D: mean of %K", unit: "percent", warmUp: ({ period, smooth, signal }) => period + smooth + signal - 3 },
  ],
  defaults: [[14, 3, 3]],
  compute: ({ high, low, close }, { period, smooth, signal }) => {
    const k = rollingMean(placeInRange(close, high, low, period), smooth, period - 1);
    return [k, rollingMean(k, signal, period + smooth - 2)];
  },
});
