import type { Confusion } from "./confusion.ts";

/** Accuracy: share of rows whose class was foretold. Compare it with the share of the most frequent class. in: confusion matrix  out: 0..1 */
export function accuracy({ classes, count, counts }: Confusion): number {
  let right = 0;
  for (let k = 0; k < classes; k++) right += counts[k * classes + k]!;
  return right / count;
}
