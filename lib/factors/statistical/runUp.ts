import { barCount, defineFactor } from "../factor.ts";
import { distance, lowest } from "../operators/index.ts";

export const runUpFactor = defineFactor({
  name: "run_up",
  family: "statistical",
  formula: "close / least close of the last period − 1",
  source: "usual definition, the drawdown's counterpart",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "run_up", description: "Rise of the close from its least value", unit: "ratio" }],
  defaults: [],
  more: [[20], [252]],
  lines: ({ close }, { period }) => [distance(close, lowest(close, period))],
});
