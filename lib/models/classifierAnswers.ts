import type { Probabilities } from "./forecaster.ts";

/** Forecasts of a classifier from its probabilities: that of class 1 where there are two, else the likeliest class, the lowest of equals. in: [N·K]  out: [N] */
export function classForecasts({ classes, values }: Probabilities): Float64Array {
  return Float64Array.from({ length: values.length / classes }, (_, n) => (classes === 2 ? values[2 * n + 1]! : likeliest(values, n * classes, classes)));
}

function likeliest(values: Float64Array, from: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (values[from + k]! > values[from + best]!) best = k;
  return best;
}

/** Rows of scores turned into probabilities that add up to 1, in place: the softmax. [N·K] */
export function softmaxRows(scores: Float64Array, classes: number): Float64Array {
  for (let from = 0; from < scores.length; from += classes) {
    let highest = -Infinity;
    for (let k = 0; k < classes; k++) highest = Math.max(highest, scores[from + k]!);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += scores[from + k] = Math.exp(scores[from + k]! - highest);
    for (let k = 0; k < classes; k++) scores[from + k]! /= sum;
  }
  return scores;
}
