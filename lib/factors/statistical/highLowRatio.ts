import { barCount, defineFactor } from "../factor.ts";
import { rollingMean } from "../rolling/mean.ts";

/** Height of a bar as a ratio, high/low. in: high, low [T]  out: [T] ratio ≥ 1, from the first row. */
export function highLowRatio(high: Float64Array, low: Float64Array): Float64Array {
  return high.map((top, t) => top / low[t]!);
}

export const highLowRatioFactor = defineFactor({
  name: "high_low_ratio",
  family: "statistical",
  formula: "high/low",
  source: "usual definition",
  edge: "1 where high and low are equal",
  inputs: ["high", "low"],
  parameters: {},
  outputs: [{ id: "high_low_ratio", description: "High over low of the bar", unit: "ratio", warmUp: () => 0 }],
  defaults: [[]],
  compute: ({ high, low }) => [highLowRatio(high, low)],
});

export const highLowRatioMeanFactor = defineFactor({
  name: "high_low_ratio_mean",
  family: "statistical",
  formula: "mean of high/low over period",
  source: "usual definition",
  edge: "1 where high and low are equal",
  inputs: ["high", "low"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "high_low_ratio_mean", description: "Mean of high over low", unit: "ratio", warmUp: ({ period }) => period - 1 }],
  defaults: [],
  example: [20],
  compute: ({ high, low }, { period }) => [rollingMean(highLowRatio(high, low), period)],
});
