import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor, optionalNumber } from "../factor.ts";
import { lowestMean, quantile, scaled } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

export const tailRiskFactor = defineFactor({
  name: "tail_risk",
  family: "statistical",
  formula: "−quantile(r, share) and −mean of the ⌈share·period⌉ lowest of the last period log returns r",
  source: "Acerbi and Tasche 2002, historical",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000), share: optionalNumber(0.05, 0.001, 0.5) },
  outputs: [
    { id: "value_at_risk", description: "Loss that a share of the log returns exceeded", unit: "log return" },
    { id: "expected_shortfall", description: "Mean loss of that share of the log returns", unit: "log return" },
  ],
  defaults: [],
  example: [100, 0.05],
  lines: ({ close }, { period, share }) => [scaled(quantile(logReturn(close), period, share), -1), scaled(lowestMean(logReturn(close), period, share), -1)],
});

/** |quantile 0.95| / |quantile 0.05| of the last `period` values. Ratio; 1 where the lower one is 0. */
function tailRatio(x: Line, period: number): Line {
  return operator("tailRatio", [quantile(x, period, 0.95), quantile(x, period, 0.05)], [], { start: ([high, low], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = low[t] === 0 ? 1 : Math.abs(high[t]! / low[t]!);
  } });
}

export const tailRatioFactor = defineFactor({
  name: "tail_ratio",
  family: "statistical",
  formula: "|quantile 0.95| / |quantile 0.05| of the last period log returns",
  source: "empyrical tail_ratio",
  edge: "1 where the lower quantile is 0",
  inputs: ["close"],
  parameters: { period: barCount(20, 1000) },
  outputs: [{ id: "tail_ratio", description: "Size of the best returns beside the worst", unit: "ratio" }],
  defaults: [],
  example: [100],
  lines: ({ close }, { period }) => [tailRatio(logReturn(close), period)],
});
