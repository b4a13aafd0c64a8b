import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { meanAndSquares } from "../operators/index.ts";

/** Distance of x to its mean over the last `period` values in sample standard deviations. Number, NaN for t < period − 1; 0 where x does not vary. */
export function zscore(x: Line, period: number): Line {
  const [mean, , deviation] = meanAndSquares(x, period);
  return operator("zscore", [x, mean, deviation], [period], { start: ([x, mean, deviation], [out]) => (from, to) => run(x, mean, deviation, out, from, to, Math.sqrt((period - 1) / period)) });
}

function run(x: Float64Array, mean: Float64Array, deviation: Float64Array, out: Float64Array, from: number, to: number, ofSample: number): void {
  for (let t = from; t < to; t++) {
    const apart = ofSample * (x[t]! - mean[t]!);
    out[t] = deviation[t]! === 0 ? 0 : apart / deviation[t]!;
  }
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
