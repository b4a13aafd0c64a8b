import { StatisticsError } from "../error.ts";
import { checkSamples } from "../samples.ts";

/** Refuses probabilities that are none, or of another number of rows or classes, and returns the number of rows. */
export function checkProbabilities(what: string, actual: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): number {
  const count = checkSamples(what, { actual });
  checkSamples(what, { probabilities });
  if (probabilities.length !== count * classes) throw new StatisticsError(`${what}: ${count} rows of ${classes} classes have ${count * classes} probabilities, got ${probabilities.length}; give them row by row`);
  for (let t = 0; t < count; t++) {
    if (!Number.isInteger(actual[t]!) || actual[t]! < 0 || actual[t]! >= classes) throw new StatisticsError(`${what}: "actual" is ${actual[t]} in row ${t}; give class numbers from 0 to ${classes - 1}`);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const p = probabilities[t * classes + k]!;
      if (!(p >= 0 && p <= 1)) throw new StatisticsError(`${what}: the probability of class ${k} in row ${t} is ${p}; give numbers from 0 to 1`);
      sum += p;
    }
    if (Math.abs(sum - 1) > 1e-4) throw new StatisticsError(`${what}: the probabilities of row ${t} add up to ${sum}, not to 1`);
  }
  return count;
}
