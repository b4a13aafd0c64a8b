import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest, mean, placeInRange } from "../operators/index.ts";
import { rsi } from "./rsi.ts";

/** Place of the RSI in its own range: k over `range` bars, d its mean over `signal`. Percent, NaN for t < period + range − 1 (k), period + range + signal − 2 (d). Chande and Kroll 1994. */
export const stochasticRsiFactor = defineFactor({
  name: "stochrsi",
  family: "momentum",
  formula: "k = 100·(rsi − lowest)/(highest − lowest) of rsi(period) over range bars; d = mean of k over signal",
  source: "Chande and Kroll 1994; TA-Lib STOCHRSI",
  edge: "50 where the RSI has not moved (TA-Lib: 0)",
  inputs: ["close"],
  parameters: { period: barCount(2, 200), range: barCount(2, 1000), signal: barCount(1, 200) },
  outputs: [
    { id: "stochrsi_k", description: "Place of the RSI in its range", unit: "percent" },
    { id: "stochrsi_d", description: "Mean of the place of the RSI in its range", unit: "percent" },
  ],
  defaults: [],
  example: [14, 14, 3],
  lines: ({ close }, { period, range, signal }) => {
    const strength = rsi(close, period);
    const k = placeInRange(strength, lowest(strength, range), highest(strength, range));
    return [k, mean(k, signal)];
  },
});
