import { fixedWeights } from "./fixedWeights.ts";
import { movingAverage } from "./movingAverage.ts";

/** Row n of Pascal's triangle as shares of its greatest number, so that long rows stay numbers. */
function pascalRow(n: number): readonly number[] {
  const middle = Math.floor(n / 2);
  const half = [1];
  for (let k = middle; k > 0; k--) half.push((half.at(-1)! * k) / (n - k + 1));
  return Array.from({ length: n + 1 }, (_, k) => half[middle - Math.min(k, n - k)]!);
}

/** Pascal weighted moving average: the weights are binomial coefficients, the middle weighs most. Price, NaN for t < period − 1. */
export const pwmaFactor = movingAverage({
  name: "pwma",
  words: "Pascal weighted moving average",
  formula: "Σ w·close / Σ w, w[k] = binomial(period − 1, k), k = 0..period − 1",
  source: "pandas-ta pwma",
  average: ({ close }, period) => fixedWeights("pascalAverage", close, [period], pascalRow(period - 1)),
  more: [[10]],
});
