import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";

/** What price factors read of a bar. */
export type PriceBar = { readonly open: Line; readonly high: Line; readonly low: Line; readonly close: Line };

/** Average price: (open + high + low + close)/4. Price, from the first row. */
export function averagePrice({ open, high, low, close }: PriceBar): Line {
  return operator("averagePrice", [open, high, low, close], [], { start: ([open, high, low, close], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (high[t]! + low[t]! + close[t]! + open[t]!) / 4;
  } });
}

export const averagePriceFactor = defineFactor({
  name: "average_price",
  family: "price",
  formula: "(open + high + low + close)/4",
  source: "TA-Lib AVGPRICE",
  edge: "none",
  inputs: ["open", "high", "low", "close"],
  parameters: {},
  outputs: [{ id: "average_price", description: "Mean of open, high, low and close", unit: "price" }],
  defaults: [],
  lines: (bar) => [averagePrice(bar)],
});
