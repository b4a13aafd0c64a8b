import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean } from "../operators/index.ts";

/** Mean distance of the last `period` values to their mean. Unit of x, NaN for t < period − 1; 0 where x does not vary. */
export function averageDeviation(x: Line, period: number): Line {
  return operator("averageDeviation", [x, mean(x, period)], [period], { lookback: period - 1, start: ([x, mean], [out]) => (from, to) => distances(x, mean, out, from, to, period) });
}

/** Two sums side by side: a single one would wait for itself. */
function distances(x: Float64Array, means: Float64Array, out: Float64Array, from: number, to: number, period: number): void {
  for (let t = from; t < to; t++) {
    const mean = means[t]!;
    let sum = 0;
    let other = 0;
    let k = t - period + 1;
    for (; k < t; k += 2) {
      sum += Math.abs(x[k]! - mean);
      other += Math.abs(x[k + 1]! - mean);
    }
    if (k === t) sum += Math.abs(x[t]! - mean);
    out[t] = (sum + other) / period;
  }
}

export const averageDeviationFactor = defineFactor({
  name: "average_deviation",
  family: "statistical",
  formula: "mean of |close − mean| over period",
  source: "TA-Lib AVGDEV",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "average_deviation", description: "Mean distance of the close to its mean", unit: "price" }],
  defaults: [],
  example: [14],
  lines: ({ close }, { period }) => [averageDeviation(close, period)],
});
