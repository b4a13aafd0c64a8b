import { barCount, defineFactor } from "../factor.ts";
import { plus, weightedMean } from "../operators/index.ts";
import { roc } from "./roc.ts";

/** Coppock curve: weighted mean of the sum of two rates of change. Percent, NaN for t < slow + smooth − 1. Coppock 1962. */
export const coppockFactor = defineFactor({
  name: "coppock",
  family: "momentum",
  formula: "weighted mean over smooth of ROC(slow) + ROC(fast)",
  source: "Coppock 1962; pandas-ta coppock",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { slow: barCount(1, 500), fast: barCount(1, 500), smooth: barCount(1, 500) },
  outputs: [{ id: "coppock", description: "Coppock curve: smoothed sum of two rates of change", unit: "percent" }],
  defaults: [],
  more: [[14, 11, 10]],
  lines: ({ close }, { slow, fast, smooth }) => [weightedMean(plus(roc(close, slow), roc(close, fast)), smooth)],
});
