import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { rollingMean } from "../rolling/mean.ts";
import { typicalPrice } from "../volume/typicalPrice.ts";

/**
 * Money flow index: 100·U/(U+D), U and D the sums of price·volume of bars whose typical price rose or fell. Quong and Soudack 1989.
 * in: high, low, close, volume [T]  out: [T] percent, NaN for t < period; 50 where no money flowed.
 */
export function mfi(high: Float64Array, low: Float64Array, close: Float64Array, volume: Float64Array, period: number): Float64Array {
  const price = typicalPrice(high, low, close);
  const up = new Float64Array(close.length);
  const down = new Float64Array(close.length);
  for (let t = 1; t < close.length; t++) {
    if (price[t]! > price[t - 1]!) up[t] = price[t]! * volume[t]!;
    else if (price[t]! < price[t - 1]!) down[t] = price[t]! * volume[t]!;
  }
  const rises = rollingMean(up, period, 1);
  const falls = rollingMean(down, period, 1);
  const out = emptyColumn(close.length);
  for (let t = period; t < close.length; t++) {
    const flow = rises[t]! + falls[t]!;
    out[t] = flow === 0 ? 50 : (100 * rises[t]!) / flow;
  }
  return out;
}

export const mfiFactor = defineFactor({
  name: "mfi",
  family: "momentum",
  formula: "100·U/(U+D); U, D = Σ p·volume over period where p = (high + low + close)/3 rose, fell",
  source: "Quong and Soudack 1989; TA-Lib MFI",
  edge: "50 where no money flowed (TA-Lib: 0)",
  inputs: ["high", "low", "close", "volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "mfi", description: "Money flow index: share of rises in the traded value", unit: "percent", warmUp: ({ period }) => period }],
  defaults: [[14]],
  compute: ({ high, low, close, volume }, { period }) => [mfi(high, low, close, volume, period)],
});
