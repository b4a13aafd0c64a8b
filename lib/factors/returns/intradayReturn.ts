import { defineFactor } from "../factor.ts";
import { logRatio } from "../operators/index.ts";

export const intradayReturnFactor = defineFactor({
  name: "intraday_return",
  family: "returns",
  formula: "ln(close/open)",
  source: "Lou, Polk and Skouras 2019; usual definition",
  edge: "0 on flat prices",
  inputs: ["open", "close"],
  parameters: {},
  outputs: [{ id: "intraday_return", description: "Log return from the open to the close of the bar", unit: "log return" }],
  defaults: [],
  lines: ({ open, close }) => [logRatio(close, open)],
});
