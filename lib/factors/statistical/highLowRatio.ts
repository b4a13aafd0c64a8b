import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean } from "../operators/index.ts";

/** Height of a bar as a ratio, high/low. Ratio ≥ 1, from the first row. */
export function highLowRatio({ high, low }: { readonly high: Line; readonly low: Line }): Line {
  return operator("highLowRatio", [high, low], [], { start: ([high, low], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = high[t]! / low[t]!;
  } });
}

export const highLowRatioFactor = defineFactor({
  name: "high_low_ratio",
  family: "statistical",
  formula: "high/low",
  source: "usual definition",
  edge: "1 where high and low are equal",
  inputs: ["high", "low"],
  parameters: {},
  outputs: [{ id: "high_low_ratio", description: "High over low of the bar", unit: "ratio" }],
  defaults: [[]],
  lines: (bar) => [highLowRatio(bar)],
});

export const highLowRatioMeanFactor = defineFactor({
  name: "high_low_ratio_mean",
  family: "statistical",
  formula: "mean of high/low over period",
  source: "usual definition",
  edge: "1 where high and low are equal",
  inputs: ["high", "low"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "high_low_ratio_mean", description: "Mean of high over low", unit: "ratio" }],
  defaults: [],
  example: [20],
  lines: (bar, { period }) => [mean(highLowRatio(bar), period)],
});
