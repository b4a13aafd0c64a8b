import { barCount, defineFactor, realNumber } from "../factor.ts";
import { minus, quantile } from "../operators/index.ts";

export const quantileFactor = defineFactor({
  name: "quantile",
  family: "statistical",
  formula: "the value below which a share q of the last period closes lies, in proportion between two of them",
  source: "Hyndman and Fan 1996, type 7; pandas rolling quantile",
  edge: "the close on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000), share: realNumber(0, 1) },
  outputs: [{ id: "quantile", description: "Quantile of the close", unit: "price" }],
  defaults: [],
  more: [[20, 0.1], [20, 0.9]],
  lines: ({ close }, { period, share }) => [quantile(close, period, share)],
});

export const interquartileRangeFactor = defineFactor({
  name: "iqr",
  family: "statistical",
  formula: "quantile 0.75 − quantile 0.25 of the last period closes",
  source: "scipy stats.iqr",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "iqr", description: "Interquartile range of the close", unit: "price" }],
  defaults: [],
  example: [20],
  lines: ({ close }, { period }) => [minus(quantile(close, period, 0.75), quantile(close, period, 0.25))],
});
