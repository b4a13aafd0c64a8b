import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { meanAndSquares } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/**
 * Variance of log returns over `step` bars beside `step` times that of one bar, both without bias, over `period` one-bar returns.
 * Ratio, NaN for t < period; 1 for a random walk and where the returns do not vary.
 */
export function varianceRatio(x: Line, step: number, period: number): Line {
  const [mean, squares] = meanAndSquares(logReturn(x), period);
  const count = period - step + 1;
  const [longMean, longSquares] = meanAndSquares(logReturn(x, step), count);
  const weight = (period - 1) / (step * count * (1 - step / period));
  return operator("varianceRatio", [mean, squares, longMean, longSquares], [step, period], { start: ([mean, squares, longMean, longSquares], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const apart = longMean[t]! - step * mean[t]!;
      out[t] = squares[t] === 0 ? 1 : (weight * (longSquares[t]! + count * apart * apart)) / squares[t]!;
    }
  } });
}

export const varianceRatioFactor = defineFactor({
  name: "variance_ratio",
  family: "statistical",
  formula: "Var(q-bar log returns)/(q·Var(1-bar log returns)) over period, overlapping, without bias",
  source: "Lo and MacKinlay 1988; arch VarianceRatio",
  edge: "1 where the returns do not vary",
  inputs: ["close"],
  parameters: { step: barCount(2, 100), period: barCount(4, 1000) },
  outputs: [{ id: "variance_ratio", description: "Variance ratio: above 1 trends, below 1 returns to the mean", unit: "ratio" }],
  defaults: [],
  more: [[2, 60], [5, 60], [10, 120]],
  refuse: ({ step, period }) => (2 * step <= period ? undefined : `period (${period}) must be at least twice the step (${step})`),
  lines: ({ close }, { step, period }) => [varianceRatio(close, step, period)],
});
