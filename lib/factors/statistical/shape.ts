import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { logReturn } from "../returns/logReturn.ts";
import { rollingMoments } from "../rolling/moments.ts";

/**
 * Skewness and excess kurtosis of the log returns of the last `period` bars, corrected for small samples. Joanes and Gill 1998, G1 and G2.
 * in: close [T]  out: 2 × [T], NaN for t < period; 0 where the returns do not vary.
 */
export function shape(close: Float64Array, period: number): readonly [skew: Float64Array, kurtosis: Float64Array] {
  const { second, third, fourth } = rollingMoments(logReturn(close, 1), period, 1);
  const skew = emptyColumn(close.length);
  const kurtosis = emptyColumn(close.length);
  const n = period;
  const skewFactor = Math.sqrt(n * (n - 1)) / (n - 2);
  const kurtosisFactor = (n - 1) / ((n - 2) * (n - 3));
  for (let t = period; t < close.length; t++) {
    const variance = second[t]! / n;
    skew[t] = variance === 0 ? 0 : (skewFactor * (third[t]! / n)) / variance ** 1.5;
    kurtosis[t] = variance === 0 ? 0 : kurtosisFactor * ((n + 1) * (fourth[t]! / n / variance ** 2 - 3) + 6);
  }
  return [skew, kurtosis];
}

export const shapeFactor = defineFactor({
  name: "shape",
  family: "statistical",
  formula: "G1 = √(n(n−1))/(n−2)·m₃/m₂^1.5 and G2 = (n−1)/((n−2)(n−3))·((n+1)(m₄/m₂² − 3) + 6) of the last n = period log returns",
  source: "Joanes and Gill 1998; pandas rolling skew, kurt",
  edge: "0 where the returns do not vary",
  inputs: ["close"],
  parameters: { period: barCount(4, 1000) },
  outputs: [
    { id: "skew", description: "Skewness of log returns", unit: "number", warmUp: ({ period }) => period },
    { id: "kurtosis", description: "Excess kurtosis of log returns", unit: "number", warmUp: ({ period }) => period },
  ],
  defaults: [[20]],
  compute: (bars, { period }) => shape(bars.close, period),
});
