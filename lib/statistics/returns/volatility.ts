import { tooFew, type Measure } from "../measure.ts";
import { sizeOf, standardDeviation, type Sample } from "../moments.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/** Annualised volatility, s·√P, s the sample standard deviation. in: simple returns [N] or their moments  out: a share a year; N/A below `fewest` returns */
export function volatility(returns: Sample, { periodsPerYear = 252, fewest = 30 }: ReturnOptions = {}): Measure {
  return tooFew(sizeOf(returns), fewest) ?? standardDeviation(returns) * Math.sqrt(periodsPerYear);
}
