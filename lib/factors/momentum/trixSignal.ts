import { barCount, defineFactor } from "../factor.ts";
import { ema } from "../operators/index.ts";
import { trix } from "./trix.ts";

export const trixSignalFactor = defineFactor({
  name: "trix_signal",
  family: "momentum",
  formula: "EMA(TRIX(period), signal)",
  source: "Hutson 1983; TA-Lib TRIX and EMA",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 500), signal: barCount(2, 200) },
  outputs: [{ id: "trix_signal", description: "Average of TRIX", unit: "percent" }],
  defaults: [],
  more: [[30, 9]],
  lines: ({ close }, { period, signal }) => [ema(trix(close, period), signal)],
});
