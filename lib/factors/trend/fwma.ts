import { fixedWeights } from "./fixedWeights.ts";
import { movingAverage } from "./movingAverage.ts";

/** Fibonacci numbers 1, 1, 2, 3 … as shares of the last, so that long rows stay numbers. */
function fibonacciRow(count: number): readonly number[] {
  const golden = (1 + Math.sqrt(5)) / 2;
  return Array.from({ length: count }, (_, k) => (golden ** (k + 1 - count) - (1 - golden) ** (k + 1) * golden ** -count) / (1 - ((1 - golden) / golden) ** count));
}

/** Fibonacci weighted moving average: the weights grow like Fibonacci's numbers, the newest weighs most. Price, NaN for t < period − 1. */
export const fwmaFactor = movingAverage({
  name: "fwma",
  words: "Fibonacci weighted moving average",
  formula: "Σ w·close / Σ w, w = 1, 1, 2, 3, 5 …, the newest weighs most",
  source: "pandas-ta fwma",
  average: ({ close }, period) => fixedWeights("fibonacciAverage", close, [period], fibonacciRow(period)),
  more: [[10]],
});
