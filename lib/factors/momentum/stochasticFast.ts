import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest, mean, placeInRange } from "../operators/index.ts";

/** Fast stochastic: the place of the close in the range of the last `period` bars, and its mean. Percent, NaN for t < period − 1 (k), period + signal − 2 (d). Lane 1957. */
export const stochasticFastFactor = defineFactor({
  name: "stochf",
  family: "momentum",
  formula: "k = 100·(close − lowest low)/(highest high − lowest low) over period; d = mean of k over signal",
  source: "Lane 1957; TA-Lib STOCHF",
  edge: "50 where the range is empty (TA-Lib: 0)",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), signal: barCount(1, 200) },
  outputs: [
    { id: "stochf_k", description: "Fast stochastic %K: place of the close in its range", unit: "percent" },
    { id: "stochf_d", description: "Fast stochastic %D: mean of %K", unit: "percent" },
  ],
  defaults: [],
  more: [[5, 3], [14, 3]],
  lines: ({ high, low, close }, { period, signal }) => {
    const k = placeInRange(close, lowest(low, period), highest(high, period));
    return [k, mean(k, signal)];
  },
});
