import { operator } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";

/** Balance of power: the way from open to close as a share of the bar's range. Ratio, −1 to 1. Livshin 2001. */
export const balanceOfPowerFactor = defineFactor({
  name: "balance_of_power",
  family: "momentum",
  formula: "(close − open)/(high − low)",
  source: "Livshin 2001; TA-Lib BOP",
  edge: "0 where the bar has no range",
  inputs: ["open", "high", "low", "close"],
  parameters: {},
  outputs: [{ id: "balance_of_power", description: "Way from open to close as a share of the range", unit: "ratio" }],
  defaults: [],
  lines: ({ open, high, low, close }) => [
    operator("balanceOfPower", [open, high, low, close], [], { start: ([open, high, low, close], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = high[t] === low[t] ? 0 : (close[t]! - open[t]!) / (high[t]! - low[t]!);
    } }),
  ],
});
