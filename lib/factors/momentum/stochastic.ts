import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest, mean, placeInRange } from "../operators/index.ts";

/**
 * Stochastic oscillator: place of the close in the range of the last `period` bars, smoothed by means. Lane 1957.
 * Percent, NaN for t < period + smooth − 2 (k), period + smooth + signal − 3 (d).
 */
export const stochasticFactor = defineFactor({
  name: "stoch",
  family: "momentum",
  formula: "k = mean over smooth of 100·(close − lowest low)/(highest high − lowest low) over period; d = mean of k over signal",
  source: "Lane 1957; TA-Lib STOCH",
  edge: "50 where the range is empty (TA-Lib: 0)",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), smooth: barCount(1, 200), signal: barCount(1, 200) },
  outputs: [
    { id: "stoch_k", description: "Stochastic %K: place of the close in its range, smoothed", unit: "percent" },
    { id: "stoch_d", description: "Stochastic %D: mean of %K", unit: "percent" },
  ],
  defaults: [[14, 3, 3]],
  more: [[5, 3, 3], [21, 3, 3]],
  lines: ({ high, low, close }, { period, smooth, signal }) => {
    const k = mean(placeInRange(close, lowest(low, period), highest(high, period)), smooth);
    return [k, mean(k, signal)];
  },
});
