import { checkProbabilities } from "./probabilities.ts";

/** Log loss: −mean of ln p of the class that came, p at least 2⁻⁵². in: class numbers [N], probabilities row by row [N·K]  out: nats, ≥ 0; ln K for even odds */
export function logLoss(actual: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): number {
  const count = checkProbabilities("logLoss", actual, probabilities, classes);
  let sum = 0;
  for (let t = 0; t < count; t++) sum -= Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probabilities[t * classes + actual[t]!]!)));
  return sum / count;
}
