import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { regression } from "../operators/index.ts";

/** Center of gravity: minus the mean age of the last `period` closes, the newest 1, weighed by price. Number, NaN for t < period − 1. Ehlers 2002. */
export const centerOfGravityFactor = defineFactor({
  name: "center_of_gravity",
  family: "momentum",
  formula: "−Σ (k + 1)·close[−k] / Σ close[−k], k = 0 to period − 1",
  source: "Ehlers 2002; pandas-ta cg",
  edge: "−(period + 1)/2 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "center_of_gravity", description: "Minus the mean age of the closes, weighed by price", unit: "number" }],
  defaults: [],
  more: [[10]],
  lines: ({ close }, { period }) => {
    const { weightedMean, mean } = regression(close, period);
    const half = (period + 1) / 2;
    return [operator("centerOfGravity", [weightedMean, mean], [period], { start: ([weighted, mean], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = half * (weighted[t]! / mean[t]!) - (period + 1);
    } })];
  },
});
