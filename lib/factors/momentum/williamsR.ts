import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest } from "../operators/index.ts";

/** Williams %R: −100·(highest − close)/(highest − lowest), −100 to 0. Percent, NaN for t < period − 1; −50 where the range is empty. */
export function williamsR(high: Line, low: Line, close: Line, period: number): Line {
  return operator("williamsR", [close, lowest(low, period), highest(high, period)], [], { start: ([close, lowest, highest], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const top = highest[t]!;
      const range = top - lowest[t]!;
      out[t] = range === 0 ? -50 : (100 * (close[t]! - top)) / range;
    }
  } });
}

export const williamsRFactor = defineFactor({
  name: "williams_r",
  family: "momentum",
  formula: "−100·(highest high − close)/(highest high − lowest low) over period",
  source: "Williams 1979; TA-Lib WILLR",
  edge: "−50 where the range is empty (TA-Lib: 0)",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "williams_r", description: "Williams %R: distance of the close to the top of its range", unit: "percent" }],
  defaults: [[14]],
  more: [[21]],
  lines: ({ high, low, close }, { period }) => [williamsR(high, low, close, period)],
});
