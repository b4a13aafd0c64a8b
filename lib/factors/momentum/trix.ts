import type { Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema } from "../operators/index.ts";
import { roc } from "./roc.ts";

/** TRIX: change in percent, from bar to bar, of the thrice smoothed x. NaN for t < 3·period − 2. Hutson 1983. */
export function trix(x: Line, period: number): Line {
  return roc(ema(ema(ema(x, period), period), period), 1);
}

export const trixFactor = defineFactor({
  name: "trix",
  family: "momentum",
  formula: "ROC(EMA(EMA(EMA(close))), 1)",
  source: "Hutson 1983; TA-Lib TRIX",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 500) },
  outputs: [{ id: "trix", description: "TRIX: change of the thrice smoothed close per bar", unit: "percent" }],
  defaults: [],
  more: [[15], [30]],
  lines: ({ close }, { period }) => [trix(close, period)],
});
