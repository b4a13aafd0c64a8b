import { fixedWeights } from "./fixedWeights.ts";
import { movingAverage } from "./movingAverage.ts";

/** Sine weighted moving average: the weights are half a sine wave over the period. Price, NaN for t < period − 1. */
export const sinwmaFactor = movingAverage({
  name: "sinwma",
  words: "Sine weighted moving average",
  formula: "Σ w·close / Σ w, w[k] = sin(π·k/(period + 1)), k = 1..period",
  source: "pandas-ta sinwma",
  average: ({ close }, period) => fixedWeights("sineAverage", close, [period], Array.from({ length: period }, (_, k) => Math.sin((Math.PI * (k + 1)) / (period + 1)))),
  more: [[14]],
});
