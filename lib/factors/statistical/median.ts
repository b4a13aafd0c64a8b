import { barCount, defineFactor } from "../factor.ts";
import { median, medianDeviation } from "../operators/index.ts";

export const medianFactor = defineFactor({
  name: "median",
  family: "statistical",
  formula: "median of the last period closes; mad = median of |close − median|",
  source: "pandas rolling median; scipy median_abs_deviation",
  edge: "the deviation is 0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "median", description: "Median of the close", unit: "price" },
    { id: "mad", description: "Median distance of the close to its median", unit: "price" },
  ],
  defaults: [],
  example: [20],
  lines: ({ close }, { period }) => [median(close, period), medianDeviation(close, period)],
});
