import { classCounts, type Confusion } from "./confusion.ts";
import { notAvailable, type Measure } from "../measure.ts";

/** Precision of a class: share of the rows said to be of it that are, TP/(TP + FP). Default: class 1. in: confusion matrix  out: 0..1; N/A if it is never foretold */
export function precision(confusion: Confusion, k = 1): Measure {
  const { foretold, right } = classCounts(confusion, k);
  return foretold === 0 ? notAvailable(`class ${k} is never foretold`) : right / foretold;
}
