import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema, mean } from "../operators/index.ts";
import { trueRange } from "../volatility/trueRange.ts";

/** Distance of x to its mean in ranges; 0 where the range is less than the last digit of the mean, which would only count how that was rounded. */
function distanceInRanges(x: Line, average: Line, range: Line): Line {
  return operator("distanceInRanges", [x, average, range], [], { start: ([x, average, range], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = average[t]! + range[t]! === average[t] ? 0 : (x[t]! - average[t]!) / range[t]!;
  } });
}

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
  lines: (bar, { period }) => [distanceInRanges(bar.close, mean(bar.close, period), ema(trueRange(bar), period))],
});
