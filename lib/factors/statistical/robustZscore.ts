import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { median, medianDeviation } from "../operators/index.ts";

/** Distance of x to the median of the last `period` values in robust standard deviations. Number, NaN for t < period − 1; 0 where half of the values are equal. */
function robustZscore(x: Line, period: number): Line {
  return operator("robustZscore", [x, median(x, period), medianDeviation(x, period)], [], { start: ([x, median, deviation], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = deviation[t] === 0 ? 0 : (0.6745 * (x[t]! - median[t]!)) / deviation[t]!;
  } });
}

export const robustZscoreFactor = defineFactor({
  name: "robust_zscore",
  family: "statistical",
  formula: "0.6745·(close − median)/mad over period closes",
  source: "Iglewicz and Hoaglin 1993, modified z-score",
  edge: "0 where more than half of the closes are equal",
  inputs: ["close"],
  parameters: { period: barCount(3, 1000) },
  outputs: [{ id: "robust_zscore", description: "Distance of the close to its median in median deviations", unit: "number" }],
  defaults: [],
  example: [20],
  lines: ({ close }, { period }) => [robustZscore(close, period)],
});
