import { checkProbabilities } from "./probabilities.ts";

/**
 * Brier score: mean over rows of Σₖ (pₖ − [class is k])². Brier 1950. For two classes this is twice mean((p₁ − y)²), the form that is often quoted.
 * in: class numbers [N], probabilities row by row [N·K]  out: 0 (certain and right) .. 2
 */
export function brier(actual: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): number {
  const count = checkProbabilities("brier", actual, probabilities, classes);
  let sum = 0;
  for (let t = 0; t < count; t++) for (let k = 0; k < classes; k++) sum += (probabilities[t * classes + k]! - (actual[t] === k ? 1 : 0)) ** 2;
  return sum / count;
}
