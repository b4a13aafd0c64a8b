import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";

/**
 * Entropy of the orders in which `order` values in a row stand, over the last `period` of such rows, as a share of the most possible.
 * Ratio 0 to 1, NaN for t < order + period − 2. Equal values count as a rise. Bandt and Pompe 2002.
 */
export function permutationEntropy(x: Line, order: number, period: number): Line {
  const patterns = factorial(order);
  const counted = operator("ordinalPattern", [x], [order], { delay: order - 1, lookback: order, start: ([x], [out]) => (from, to, seen) => {
    for (let t = Math.max(from, from + order - 1 - seen); t < to; t++) out[t] = patternOf(x, t - order + 1, order);
  } });
  return operator("permutationEntropy", [counted], [order, period], {
    delay: period - 1,
    lookback: period,
    registers: patterns,
    start: ([pattern], [out], counts) => {
      const terms = Float64Array.from({ length: period + 1 }, (_, n) => (n === 0 ? 0 : (-n / period) * (Math.log(n / period) / Math.log(patterns))));
      return (from, to, seen) => {
        for (let t = from; t < to; t++) {
          counts[pattern[t]!]!++;
          if (seen + t - from >= period) counts[pattern[t - period]!]!--;
          let entropy = 0;
          for (let k = 0; k < patterns; k++) entropy += terms[counts[k]!]!;
          out[t] = entropy;
        }
      };
    },
  });
}

/** Number of the order of some values, 0 to order! − 1: each digit counts the later values that are below one (Lehmer's code). */
function patternOf(x: Float64Array, from: number, order: number): number {
  let code = 0;
  for (let i = 0; i < order; i++) {
    let below = 0;
    for (let j = i + 1; j < order; j++) below += Number(x[from + j]! < x[from + i]!);
    code = code * (order - i) + below;
  }
  return code;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

export const permutationEntropyFactor = defineFactor({
  name: "permutation_entropy",
  family: "statistical",
  formula: "−Σ p·ln p/ln(order!), p the shares of the orders in which order closes in a row stand, over period",
  source: "Bandt and Pompe 2002",
  edge: "0 on flat prices: equal closes count as a rise",
  inputs: ["close"],
  parameters: { order: barCount(2, 5), period: barCount(5, 1000) },
  outputs: [{ id: "permutation_entropy", description: "Entropy of the order of closes, as a share of the most possible", unit: "ratio" }],
  defaults: [],
  example: [3, 60],
  lines: ({ close }, { order, period }) => [permutationEntropy(close, order, period)],
});
