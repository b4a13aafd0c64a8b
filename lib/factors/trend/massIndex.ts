import { barCount, defineFactor } from "../factor.ts";
import { ema, minus, over, sum } from "../operators/index.ts";

/** Bars of the averages of the range. */
const SMOOTHING = 9;

/** Mass index: swells when ranges widen, whichever way. Number, NaN for t < period + 15. Dorsey 1992. */
export const massIndexFactor = defineFactor({
  name: "mass_index",
  family: "trend",
  formula: `Σ over period of EMA(r)/EMA(EMA(r)), r = high − low, EMA over ${SMOOTHING}`,
  source: "Dorsey 1992; pandas-ta massi",
  edge: "each summand is 1 where bars have no range",
  inputs: ["high", "low"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "mass_index", description: "Mass index: above 27 the range has swollen, a trend may turn", unit: "number" }],
  defaults: [],
  more: [[25]],
  lines: ({ high, low }, { period }) => {
    const range = ema(minus(high, low), SMOOTHING);
    return [sum(over(range, ema(range, SMOOTHING), 1), period)];
  },
});
