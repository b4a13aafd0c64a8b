import { classCounts, type Confusion } from "./confusion.ts";
import { notAvailable, type Measure } from "../measure.ts";

/** Recall of a class: share of its rows that are said to be of it, TP/(TP + FN). Default: class 1. in: confusion matrix  out: 0..1; N/A if there is no row of it */
export function recall(confusion: Confusion, k = 1): Measure {
  const { actual, right } = classCounts(confusion, k);
  return actual === 0 ? notAvailable(`there is no row of class ${k}`) : right / actual;
}
