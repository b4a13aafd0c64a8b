import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import type { PriceBar } from "../price/averagePrice.ts";

/** How far the bar opened outside the range of the bar before, as a share of its close: above 0 over the high, below 0 under the low. Ratio, NaN in the first row. */
export function gap({ open, high, low, close }: PriceBar): Line {
  return operator("gap", [open, high, low, close], [], { delay: 1, lookback: 1, start: ([open, high, low, close], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const above = open[t]! - high[t - 1]!;
      const below = open[t]! - low[t - 1]!;
      out[t] = above > 0 ? above / close[t - 1]! : below < 0 ? below / close[t - 1]! : 0;
    }
  } });
}

export const gapFactor = defineFactor({
  name: "gap",
  family: "returns",
  formula: "(open − high[−1])/close[−1] above the range before, (open − low[−1])/close[−1] below it, else 0",
  source: "Edwards and Magee 1948, usual definition",
  edge: "0 if the bar opens inside the range before",
  inputs: ["open", "high", "low", "close"],
  parameters: {},
  outputs: [{ id: "gap", description: "Price gap at the open, as a share of the close before", unit: "ratio" }],
  defaults: [],
  lines: (bar) => [gap(bar)],
});
