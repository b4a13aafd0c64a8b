import { barCount, defineFactor } from "../factor.ts";
import { minus, over, sum } from "../operators/index.ts";
import { triangularMean } from "../trend/trima.ts";

/** Bars of the symmetric mean, weights 1, 2, 2, 1. */
const SMOOTH = 4;

/** Relative vigor index: smoothed way from open to close as a share of the smoothed range. Ratio, NaN for t < period + 2 (signal: + 5). Ehlers 2002. */
export const relativeVigorFactor = defineFactor({
  name: "relative_vigor",
  family: "momentum",
  formula: "Σ s(close − open) / Σ s(high − low) over period, s = mean of four with weights 1, 2, 2, 1; signal = s of it",
  source: "Ehlers 2002; pandas-ta rvgi",
  edge: "0 where the bars have no range",
  inputs: ["open", "high", "low", "close"],
  parameters: { period: barCount(1, 500) },
  outputs: [
    { id: "relative_vigor", description: "Relative vigor index: way from open to close as a share of the range", unit: "ratio" },
    { id: "relative_vigor_signal", description: "Symmetric mean of the relative vigor index", unit: "ratio" },
  ],
  defaults: [],
  more: [[10]],
  lines: ({ open, high, low, close }, { period }) => {
    const vigor = over(sum(triangularMean(minus(close, open), SMOOTH), period), sum(triangularMean(minus(high, low), SMOOTH), period));
    return [vigor, triangularMean(vigor, SMOOTH)];
  },
});
