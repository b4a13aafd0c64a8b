import { defineFactor } from "../factor.ts";
import { lag, middle, wilder } from "../operators/index.ts";

/** Periods of the three averages, and how many bars ahead a chart draws them. */
const JAW = [13, 8] as const;
const TEETH = [8, 5] as const;
const LIPS = [5, 3] as const;

/** Williams' alligator as a chart shows it at the present bar: averages of the median price that were computed 8, 5 and 3 bars ago. Price, NaN for t < 20, 12, 7. Williams 1995. */
export const alligatorFactor = defineFactor({
  name: "alligator",
  family: "trend",
  formula: "jaw, teeth, lips = Wilder averages over 13, 8, 5 of (high + low)/2, of 8, 5, 3 bars ago",
  source: "Williams 1995, Trading Chaos",
  edge: "the price itself on flat prices",
  inputs: ["high", "low"],
  parameters: {},
  outputs: [
    { id: "alligator_jaw", description: "Slow line of the alligator", unit: "price" },
    { id: "alligator_teeth", description: "Middle line of the alligator", unit: "price" },
    { id: "alligator_lips", description: "Fast line of the alligator", unit: "price" },
  ],
  defaults: [],
  lines: ({ high, low }) => [JAW, TEETH, LIPS].map(([period, ahead]) => lag(wilder(middle(high, low), period), ahead)),
});
