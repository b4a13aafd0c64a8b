import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { meanAndSquares } from "../operators/index.ts";

/** Distance of x to its mean over the last `period` values in sample standard deviations. Number, NaN for t < period − 1; 0 where x does not vary. */
export function zscore(x: Line, period: number): Line {
  const [mean, squares] = meanAndSquares(x, period);
  return operator("zscore", [x, mean, squares], [period], { start: ([x, mean, squares], [out]) => (from, to) => {
    const share = 1 / (period - 1);
    for (let t = from; t < to; t++) out[t] = squares[t] === 0 ? 0 : (x[t]! - mean[t]!) / Math.sqrt(squares[t]! * share);
  } });
}

export const zscoreFactor = defineFactor({
  name: "zscore",
  family: "statistical",
  formula: "(close − mean)/σ over period closes, σ with period − 1",
  source: "pandas rolling mean and std",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(3, 1000) },
  outputs: [{ id: "zscore", description: "Distance of the close to its mean in standard deviations", unit: "number" }],
  defaults: [[20], [50]],
  lines: ({ close }, { period }) => [zscore(close, period)],
});
