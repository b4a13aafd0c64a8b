import { defineFactor, realNumber } from "../factor.ts";
import { exponential, root, squared } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/** Returns whose mean square starts the average. */
const START = 20;

/** Exponentially weighted volatility: v = decay·v[−1] + (1 − decay)·r². Log return per bar, NaN for t < 20. RiskMetrics 1996. */
export const ewmaVolatilityFactor = defineFactor({
  name: "ewma_vol",
  family: "volatility",
  formula: `√v, v = decay·v[−1] + (1 − decay)·ln²(close/close[−1]), from the mean of the first ${START} squares; not annualised`,
  source: "J.P. Morgan, RiskMetrics 1996",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { decay: realNumber(0.5, 0.999) },
  outputs: [{ id: "ewma_vol", description: "Exponentially weighted volatility of log returns", unit: "log return per bar" }],
  defaults: [],
  more: [[0.94]],
  lines: ({ close }, { decay }) => [root(exponential(squared(logReturn(close)), START, 1 - decay))],
});
