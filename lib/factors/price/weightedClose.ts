import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";

/** Weighted close: (high + low + 2·close)/4. Price, from the first row. */
export function weightedClose({ high, low, close }: { readonly high: Line; readonly low: Line; readonly close: Line }): Line {
  return operator("weightedClose", [high, low, close], [], { start: ([high, low, close], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (high[t]! + low[t]! + 2 * close[t]!) / 4;
  } });
}

export const weightedCloseFactor = defineFactor({
  name: "weighted_close",
  family: "price",
  formula: "(high + low + 2·close)/4",
  source: "TA-Lib WCLPRICE",
  edge: "none",
  inputs: ["high", "low", "close"],
  parameters: {},
  outputs: [{ id: "weighted_close", description: "Mean of high, low and twice the close", unit: "price" }],
  defaults: [],
  lines: (bar) => [weightedClose(bar)],
});
