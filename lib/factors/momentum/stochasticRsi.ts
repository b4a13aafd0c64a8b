import { barCount, defineFactor } from "../factor.ts";
import { rollingMean } from "../rolling/mean.ts";
import { rsi } from "./rsi.ts";
import { placeInRange } from "./stochastic.ts";

/** Place of the RSI in its own range: k over `range` bars, d its mean over `signal`. Chande and Kroll 1994; TA-Lib STOCHRSI. NaN for t < period + range − 1 (k). */
export const stochasticRsiFactor = defineFactor({
  name: "stochrsi",
  family: "momentum",
  formula: "k = 100·(rsi − lowest)/(highest − lowest) of rsi(period) over range bars; d = mean of k over signal",
  source: "Chande and Kroll 1994; TA-Lib STOCHRSI",
  edge: "50 where the RSI has not moved (TA-Lib: 0)",
  inputs: ["close"],
  parameters: { period: barCount(2, 200), range: barCount(2, 1000), signal: barCount(1, 200) },
  outputs: [
    { id: "stochrsi_k", description: "Place of the RSI in its range", unit: "percent", warmUp: ({ period, range }) => period + range - 1 },
    { id: "stochrsi_d", description: "Mean of the place of the RSI in its range", unit: "percent", warmUp: ({ period, range, signal }) => period + range + signal - 2 },
  ],
  defaults: [],
  example: [14, 14, 3],
  compute: (bars, { period, range, signal }) => {
    const strength = rsi(bars.close, period);
    const k = placeInRange(strength, strength, strength, range, period);
    return [k, rollingMean(k, signal, period + range - 1)];
  },
});
