import { operator } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";

/** Price distance: the way the price must have gone within the bar and from the one before. Price, NaN on the first row. */
export const priceDistanceFactor = defineFactor({
  name: "price_distance",
  family: "volatility",
  formula: "2·(high − low) − |close − open| + |open − close[−1]|",
  source: "pandas-ta pdist",
  edge: "0 on flat prices",
  inputs: ["open", "high", "low", "close"],
  parameters: {},
  outputs: [{ id: "price_distance", description: "Least way of the price through the bar, the gap before it included", unit: "price" }],
  defaults: [],
  lines: ({ open, high, low, close }) => [
    operator("priceDistance", [open, high, low, close], [], { delay: 1, lookback: 1, start: ([open, high, low, close], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = 2 * (high[t]! - low[t]!) - Math.abs(close[t]! - open[t]!) + Math.abs(open[t]! - close[t - 1]!);
    } }),
  ],
});
