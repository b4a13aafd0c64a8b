import { barCount, defineFactor } from "../factor.ts";
import { ema, mean, minus, over } from "../operators/index.ts";
import { trueRange } from "../volatility/trueRange.ts";

/** Pretty good oscillator: distance of the close to its mean in average true ranges. Number, NaN for t < period. Johnson. */
export const prettyGoodFactor = defineFactor({
  name: "pretty_good",
  family: "momentum",
  formula: "(close − mean over period)/EMA(true range, period)",
  source: "Johnson",
  edge: "0 where there is no range",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "pretty_good", description: "Distance of the close to its mean in true ranges", unit: "number" }],
  defaults: [],
  more: [[14]],
  lines: (bar, { period }) => [over(minus(bar.close, mean(bar.close, period)), ema(trueRange(bar), period))],
});
