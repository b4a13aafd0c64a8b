import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { wilder } from "../rolling/exponential.ts";
import { trueRange } from "./trueRange.ts";

/**
 * Average true range: Wilder average of the true range. Wilder 1978.
 * in: high, low, close [T]  out: [T] price, NaN for t < period (the first bar has no close before it).
 */
export function atr(high: Float64Array, low: Float64Array, close: Float64Array, period: number): Float64Array {
  return wilder(trueRange(high, low, close), period, 1);
}

export const atrFactor = defineFactor({
  name: "atr",
  family: "volatility",
  formula: "Wilder average over period of max(high, close[−1]) − min(low, close[−1]); ratio = atr/close",
  source: "Wilder 1978; TA-Lib ATR",
  edge: "0 on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "atr", description: "Average true range", unit: "price", warmUp: ({ period }) => period },
    { id: "atr_ratio", description: "Average true range as a share of the close", unit: "ratio", warmUp: ({ period }) => period },
  ],
  defaults: [[14]],
  compute: ({ high, low, close }, { period }) => {
    const range = atr(high, low, close, period);
    const ratio = emptyColumn(close.length);
    for (let t = period; t < close.length; t++) ratio[t] = range[t]! / close[t]!;
    return [range, ratio];
  },
});
