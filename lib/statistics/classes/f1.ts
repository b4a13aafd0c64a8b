import { classCounts, type Confusion } from "./confusion.ts";
import { notAvailable, type Measure } from "../measure.ts";

/** F1 of a class: harmonic mean of precision and recall, 2TP/(2TP + FP + FN). Default: class 1. in: confusion matrix  out: 0..1; N/A if the class is neither there nor foretold */
export function f1(confusion: Confusion, k = 1): Measure {
  const { actual, foretold, right } = classCounts(confusion, k);
  return actual + foretold === 0 ? notAvailable(`class ${k} is neither there nor foretold`) : (2 * right) / (actual + foretold);
}
