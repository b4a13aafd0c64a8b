import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { lag, squared } from "../operators/index.ts";
import { jointRegression } from "../operators/jointRegression.ts";
import { logReturn } from "../returns/logReturn.ts";

/**
 * Engle's test for volatility clusters: squared returns regressed on their `lags` predecessors over a window of `period` returns.
 * The statistic n·R², n = period − lags, is χ² with `lags` degrees of freedom where there are none: above 11.07 for 5 lags in one of twenty. Number, NaN for t < period. Engle 1982.
 */
export const archLmFactor = defineFactor({
  name: "arch_lm",
  family: "volatility",
  formula: "(period − lags)·R² of r² on a constant and r²[−1..−lags], r = ln(close/close[−1])",
  source: "Engle 1982; statsmodels het_arch",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(20, 1000), lags: barCount(1, 10) },
  outputs: [{ id: "arch_lm", description: "Engle's ARCH-LM statistic: how much volatility clusters", unit: "number" }],
  defaults: [],
  more: [[100, 5]],
  refuse: ({ lags, period }) => (3 * lags < period ? undefined : `lags (${lags}) must be less than a third of the period (${period})`),
  lines: ({ close }, { period, lags }) => {
    const squares = squared(logReturn(close));
    const before = Array.from({ length: lags }, (_, k) => lag(squares, k + 1));
    const rows = period - lags;
    const { residualSquares, squares: all } = jointRegression(squares, before, rows);
    return [
      operator("archLm", [residualSquares, all], [rows], { start: ([rest, all], [out]) => (from, to) => {
        for (let t = from; t < to; t++) out[t] = all[t]! > 0 ? rows * (1 - rest[t]! / all[t]!) : 0;
      } }),
    ];
  },
});
