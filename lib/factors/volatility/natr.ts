import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { atr } from "./atr.ts";

/** Normalised average true range: in percent of the close. NaN for t < period. Forman 2006. */
export const natrFactor = defineFactor({
  name: "natr",
  family: "volatility",
  formula: "100·ATR(period)/close",
  source: "Forman 2006; TA-Lib NATR",
  edge: "0 on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "natr", description: "Average true range in percent of the close", unit: "percent" }],
  defaults: [],
  more: [[14]],
  lines: (bar, { period }) => [
    operator("percentOfPrice", [atr(bar, period), bar.close], [], { start: ([range, close], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = (100 * range[t]!) / close[t]!;
    } }),
  ],
});
