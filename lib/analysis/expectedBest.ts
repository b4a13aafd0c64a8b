import { AnalysisError } from "./error.ts";
import { twoSidedP } from "./normal.ts";

const STEP = 1 / 256;
const END = 12;

/**
 * What the best of many gets by chance: the mean of the largest |t| of `count` independent standard normal numbers,
 * ∫ 1 − (1 − p(x))^count dx over x ≥ 0, p the two-sided tail. By Simpson's rule. 230 columns: 3.01.
 */
export function expectedBest(count: number): number {
  if (!Number.isInteger(count) || count < 1) throw new AnalysisError(`expectedBest: the number of columns tried must be a whole number ≥ 1, got ${count}`);
  let sum = 0;
  for (let k = 0; k <= END / STEP; k++) {
    const weight = k === 0 || k === END / STEP ? 1 : k % 2 === 1 ? 4 : 2;
    sum += weight * -Math.expm1(count * Math.log1p(-twoSidedP(k * STEP)));
  }
  return (sum * STEP) / 3;
}
