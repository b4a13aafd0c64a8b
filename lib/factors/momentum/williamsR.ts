import { barCount, defineFactor } from "../factor.ts";
import { placeInRange } from "./stochastic.ts";

/** Williams %R: −100·(highest − close)/(highest − lowest), −100 to 0. in: high, low, close [T]  out: [T] percent, NaN for t < period − 1; −50 where the range is empty. */
export function williamsR(high: Float64Array, low: Float64Array, close: Float64Array, period: number): Float64Array {
  const out = placeInRange(close, high, low, period);
  for (let t = 0; t < out.length; t++) out[t]! -= 100;
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
