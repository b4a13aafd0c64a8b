import { defineFactor } from "../factor.ts";
import { lag, logRatio } from "../operators/index.ts";

export const overnightReturnFactor = defineFactor({
  name: "overnight_return",
  family: "returns",
  formula: "ln(open/close[−1])",
  source: "Lou, Polk and Skouras 2019; usual definition",
  edge: "0 on flat prices",
  inputs: ["open", "close"],
  parameters: {},
  outputs: [{ id: "overnight_return", description: "Log return from the close before to the open", unit: "log return" }],
  defaults: [],
  lines: ({ open, close }) => [logRatio(open, lag(close, 1))],
});
