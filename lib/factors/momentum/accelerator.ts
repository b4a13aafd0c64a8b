import { barCount, defineFactor } from "../factor.ts";
import { mean, middle, minus } from "../operators/index.ts";

/** Accelerator oscillator: the awesome oscillator less its mean. Price, NaN for t < slow + smooth − 2. Williams 1998. */
export const acceleratorFactor = defineFactor({
  name: "accelerator",
  family: "momentum",
  formula: "a − mean of a over smooth, a = mean over fast − mean over slow of (high + low)/2",
  source: "Williams 1998; TA-Lib AC",
  edge: "0 on flat prices",
  inputs: ["high", "low"],
  parameters: { fast: barCount(1, 500), slow: barCount(2, 1000), smooth: barCount(2, 500) },
  outputs: [{ id: "accelerator", description: "Awesome oscillator less its mean", unit: "price" }],
  defaults: [],
  more: [[5, 34, 5]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  lines: ({ high, low }, { fast, slow, smooth }) => {
    const price = middle(high, low);
    const awesome = minus(mean(price, fast), mean(price, slow));
    return [minus(awesome, mean(awesome, smooth))];
  },
});
