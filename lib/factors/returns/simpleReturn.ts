import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";

/** Simple return over `period` bars: xₜ/xₜ₋ₙ − 1. Ratio, NaN for t < period. */
export function simpleReturn(x: Line, period = 1): Line {
  return operator("simpleReturn", [x], [period], { delay: period, lookback: period, start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! / x[t - period]! - 1;
  } });
}

export const simpleReturnFactor = defineFactor({
  name: "simple_return",
  family: "returns",
  formula: "close/close[−period] − 1",
  source: "Campbell, Lo and MacKinlay 1997, §1.4; TA-Lib ROCP",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "simple_return", description: "Simple return of the close", unit: "ratio" }],
  defaults: [],
  more: [[1], [5], [20]],
  lines: ({ close }, { period }) => [simpleReturn(close, period)],
});
