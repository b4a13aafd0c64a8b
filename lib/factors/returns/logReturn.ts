import type { Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { logChange } from "../operators/index.ts";

/** Log return over `period` bars: ln(xₜ/xₜ₋ₙ). Log return, NaN for t < period. */
export function logReturn(x: Line, period = 1): Line {
  return logChange(x, period);
}

export const logReturnFactor = defineFactor({
  name: "log_return",
  family: "returns",
  formula: "ln(close/close[−period])",
  source: "Campbell, Lo and MacKinlay 1997, §1.4",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "log_return", description: "Log return of the close", unit: "log return" }],
  defaults: [[1], [5], [20]],
  lines: ({ close }, { period }) => [logReturn(close, period)],
});
