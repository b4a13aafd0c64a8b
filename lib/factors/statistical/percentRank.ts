import { barCount, defineFactor } from "../factor.ts";
import { percentRank } from "../operators/index.ts";

export const percentRankFactor = defineFactor({
  name: "percent_rank",
  family: "statistical",
  formula: "rank of the close among the last period closes, divided by period; equal closes share their ranks",
  source: "pandas rolling rank(pct=True)",
  edge: "(period + 1)/(2·period) on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "percent_rank", description: "Rank of the close among the last ones: 1 is the highest", unit: "ratio" }],
  defaults: [],
  more: [[20], [100]],
  lines: ({ close }, { period }) => [percentRank(close, period)],
});
