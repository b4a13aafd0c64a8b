import { barCount, defineFactor } from "../factor.ts";
import { mean, middle, minus } from "../operators/index.ts";

/** Awesome oscillator: fast minus slow mean of the middle of the bars. Price, NaN for t < slow − 1. Williams 1998. */
export const awesomeFactor = defineFactor({
  name: "awesome",
  family: "momentum",
  formula: "mean over fast − mean over slow of (high + low)/2",
  source: "Williams 1998; pandas-ta ao",
  edge: "0 on flat prices",
  inputs: ["high", "low"],
  parameters: { fast: barCount(1, 500), slow: barCount(2, 1000) },
  outputs: [{ id: "awesome", description: "Awesome oscillator: fast minus slow mean of the middle price", unit: "price" }],
  defaults: [],
  more: [[5, 34]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  lines: ({ high, low }, { fast, slow }) => {
    const price = middle(high, low);
    return [minus(mean(price, fast), mean(price, slow))];
  },
});
