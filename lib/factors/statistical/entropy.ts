import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

const BINS = 8;

/**
 * Shannon entropy of the last `period` values, counted in 8 equal bins between the least and the greatest, as a share of the most possible.
 * Ratio 0 to 1, NaN for t < period − 1; 0 where the values are equal.
 */
export function binnedEntropy(x: Line, period: number): Line {
  return operator("binnedEntropy", [x, lowest(x, period), highest(x, period)], [period], {
    lookback: period - 1,
    start: ([x, low, high], [out]) => {
      const counts = new Int32Array(BINS);
      const terms = Float64Array.from({ length: period + 1 }, (_, n) => (n === 0 ? 0 : (-n / period) * (Math.log(n / period) / Math.log(BINS))));
      return (from, to) => {
        for (let t = from; t < to; t++) {
          const range = high[t]! - low[t]!;
          if (range === 0) {
            out[t] = 0;
            continue;
          }
          count(x, counts, t - period + 1, t, low[t]!, BINS / range);
          let entropy = 0;
          for (let bin = 0; bin < BINS; bin++) entropy += terms[counts[bin]!]!;
          out[t] = entropy;
        }
      };
    },
  });
}

function count(x: Float64Array, counts: Int32Array, from: number, to: number, low: number, scale: number): void {
  counts.fill(0);
  for (let k = from; k <= to; k++) {
    const bin = ((x[k]! - low) * scale) | 0;
    counts[bin < BINS ? bin : BINS - 1]!++;
  }
}

export const entropyFactor = defineFactor({
  name: "entropy",
  family: "statistical",
  formula: "−Σ p·ln p/ln 8, p the shares of the last period log returns in 8 equal bins between the least and the greatest",
  source: "Shannon 1948",
  edge: "0 where the returns do not vary",
  inputs: ["close"],
  parameters: { period: barCount(10, 1000) },
  outputs: [{ id: "entropy", description: "Shannon entropy of log returns, as a share of the most possible", unit: "ratio" }],
  defaults: [],
  example: [50],
  lines: ({ close }, { period }) => [binnedEntropy(logReturn(close), period)],
});
