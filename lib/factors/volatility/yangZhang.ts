import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { lag, logRatio, mean, meanAndSquares } from "../operators/index.ts";
import { rogersSatchell } from "./rogersSatchell.ts";

/**
 * Yang–Zhang volatility: variance overnight, and within the bar a mix of open to close and Rogers–Satchell that has the least error; drift and gaps allowed.
 * Log return per bar, not annualised, NaN for t < period. Yang and Zhang 2000.
 */
export const yangZhangFactor = defineFactor({
  name: "yang_zhang",
  family: "volatility",
  formula: "√(var ln(open/close[−1]) + k·var ln(close/open) + (1 − k)·mean Rogers–Satchell), k = 0.34/(1.34 + (period + 1)/(period − 1)), sample variances over period",
  source: "Yang and Zhang 2000",
  edge: "0 where all prices are equal",
  inputs: ["open", "high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "yang_zhang", description: "Yang–Zhang volatility", unit: "log return per bar" }],
  defaults: [],
  more: [[20]],
  lines: (bar, { period }) => {
    const share = 0.34 / (1.34 + (period + 1) / (period - 1));
    const [, overnight] = meanAndSquares(logRatio(bar.open, lag(bar.close, 1)), period);
    const [, within] = meanAndSquares(logRatio(bar.close, bar.open), period);
    return [
      operator("yangZhang", [overnight, within, mean(rogersSatchell(bar), period)], [period], { start: ([overnight, within, reach], [out]) => (from, to) => {
        for (let t = from; t < to; t++) out[t] = Math.sqrt((overnight[t]! + share * within[t]!) / (period - 1) + (1 - share) * Math.max(0, reach[t]!));
      } }),
    ];
  },
});
