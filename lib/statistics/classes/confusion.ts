import { StatisticsError } from "../error.ts";
import { checkSamples } from "../samples.ts";

/** Counts of each real class (rows) by each foretold class (columns). */
export type Confusion = { readonly classes: number; readonly count: number; /** Row by row. [K·K] */ readonly counts: Float64Array };

/**
 * Confusion matrix of class numbers 0 .. K−1.
 * in: [N] each  out: counts[actual·K + forecast]; K is the highest class seen and one more, at least 2, where `classes` does not say it
 */
export function confusion(actual: ArrayLike<number>, forecast: ArrayLike<number>, { classes }: { readonly classes?: number } = {}): Confusion {
  const count = checkSamples("confusion", { actual, forecast });
  let K = classes ?? 2;
  for (const [name, values] of [["actual", actual], ["forecast", forecast]] as const) {
    for (let t = 0; t < count; t++) {
      const value = values[t]!;
      if (!Number.isInteger(value) || value < 0 || (classes !== undefined && value >= classes)) throw new StatisticsError(`confusion: "${name}" is ${value} in row ${t}; give class numbers from 0${classes === undefined ? "" : ` to ${classes - 1}`}`);
      if (value >= K) K = value + 1;
    }
  }
  const counts = new Float64Array(K * K);
  for (let t = 0; t < count; t++) counts[actual[t]! * K + forecast[t]!]!++;
  return { classes: K, count, counts };
}

/** Rows of a class, in truth and as foretold, and those that are right. */
export function classCounts({ classes, counts }: Confusion, k: number): { readonly actual: number; readonly foretold: number; readonly right: number } {
  let [actual, foretold] = [0, 0];
  for (let j = 0; j < classes; j++) {
    actual += counts[k * classes + j]!;
    foretold += counts[j * classes + k]!;
  }
  return { actual, foretold, right: counts[k * classes + k]! };
}
