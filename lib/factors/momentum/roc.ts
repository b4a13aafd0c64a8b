import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";

/** Rate of change: 100·(xₜ/xₜ₋ₙ − 1). Percent, NaN for t < period. Source: TA-Lib ROC. */
export function roc(x: Line, period: number): Line {
  return operator("roc", [x], [period], { delay: period, lookback: period, start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = 100 * (x[t]! / x[t - period]! - 1);
  } });
}

export const rocFactor = defineFactor({
  name: "roc",
  family: "momentum",
  formula: "100·(close/close[−period] − 1)",
  source: "TA-Lib ROC",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "roc", description: "Rate of change of the close", unit: "percent" }],
  defaults: [[5], [10], [20]],
  more: [[1]],
  lines: ({ close }, { period }) => [roc(close, period)],
});
