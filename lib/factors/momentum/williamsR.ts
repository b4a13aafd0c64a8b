import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { rollingHighest, rollingLowest } from "../rolling/extremes.ts";

/** Williams %R: −100·(highest − close)/(highest − lowest), −100 to 0. in: high, low, close [T]  out: [T] percent, NaN for t < period − 1; −50 where the range is empty. */
export function williamsR(high: Float64Array, low: Float64Array, close: Float64Array, period: number): Float64Array {
  const highest = rollingHighest(high, period);
  const lowest = rollingLowest(low, period);
  const out = emptyColumn(close.length);
  for (let t = period - 1; t < close.length; t++) {
    const top = high[highest[t]!]!;
    const range = top - low[lowest[t]!]!;
    out[t] = range === 0 ? -50 : (100 * (close[t]! - top)) / range;
  }
  return out;
}

export const williamsRFactor = defineFactor({
  name: "williams_r",
  family: "momentum",
  formula: "−100·(highest high − close)/(highest high − lowest low) over period",
  source: "Williams 1979; TA-Lib WILLR",
  edge: "−50 where the range is empty (TA-Lib: 0)",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "williams_r", description: "Williams %R: distance of the close to the top of its range", unit: "percent", warmUp: ({ period }) => period - 1 }],
  defaults: [[14]],
  compute: ({ high, low, close }, { period }) => [williamsR(high, low, close, period)],
});
