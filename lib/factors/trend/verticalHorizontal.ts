import { barCount, defineFactor } from "../factor.ts";
import { absolute, change, highest, lowest, minus, over, sum } from "../operators/index.ts";

/** Vertical horizontal filter: reach of the closes as a share of the way they went; high in a trend. Ratio, NaN for t < period. White 1991. */
export const verticalHorizontalFactor = defineFactor({
  name: "vertical_horizontal",
  family: "trend",
  formula: "(highest close − lowest close) / Σ |close − close[−1]|, over period",
  source: "White 1991; pandas-ta vhf",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "vertical_horizontal", description: "Reach of the closes as a share of their way", unit: "ratio" }],
  defaults: [],
  more: [[28]],
  lines: ({ close }, { period }) => [over(minus(highest(close, period), lowest(close, period)), sum(absolute(change(close, 1)), period))],
});
