import type { Windows } from "../windows/index.ts";
import { ModelError } from "./error.ts";

/**
 * How many classes K a classifier has to tell apart. Refuses targets that are no class 0 .. K−1, and a training of one class only, from which nothing can be told.
 * `classes` says K where the training windows may lack the last class; without it, K is the highest target and one more, at least two.
 */
export function checkClasses(name: string, train: Labelled, classes?: number): number {
  if (classes !== undefined && !(Number.isInteger(classes) && classes >= 2)) throw new ModelError(`${name}: classes must be a whole number ≥ 2, got ${classes}`);
  requireClassTargets(name, train, classes);
  const { count, targets } = train;
  const first = targets[0];
  if (targets.subarray(0, count).every((y) => y === first)) {
    throw new ModelError(`${name}: all ${count} training windows are of class ${first}; a classifier needs two. Take more rows, or a label whose classes are more even.`);
  }
  return classes ?? targets.reduce((most, y) => Math.max(most, y + 1), 2);
}

type Labelled = Pick<Windows, "count" | "rows" | "targets">;

/** Refuses targets that are no class 0 .. K−1, or no class at all where K is not known. */
export function requireClassTargets(name: string, { count, rows, targets }: Labelled, classes?: number): void {
  for (let n = 0; n < count; n++) {
    const y = targets[n]!;
    if (Number.isInteger(y) && y >= 0 && (classes === undefined || y < classes)) continue;
    throw new ModelError(`${name}: window ${n} (row ${rows[n]}) has the target ${y}, which is no class 0 .. ${classes === undefined ? "…" : classes - 1}. Give class numbers as targets, or fit the model for regression.`);
  }
}

/** Weight of each class such that all classes weigh the same in all: N / (K' · N_k) with K' classes present, 0 for a class that is absent. King & Zeng 2001. out: [K] */
export function balancedWeights({ count, targets }: Pick<Labelled, "count" | "targets">, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (let n = 0; n < count; n++) counts[targets[n]!]!++;
  const present = counts.reduce((sum, many) => sum + (many > 0 ? 1 : 0), 0);
  return counts.map((many) => (many > 0 ? count / (present * many) : 0));
}
