import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { moments, sizeOf, standardDeviation, type Sample } from "../moments.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/**
 * Annualised Sharpe ratio, (r̄ − r_f)/s·√P, s the sample standard deviation. Sharpe 1994.
 * in: simple returns [N] or their moments, `riskFree` a period  out: per √year; N/A below `fewest` returns or if they do not vary
 */
export function sharpe(returns: Sample, { periodsPerYear = 252, fewest = 30, riskFree = 0 }: ReturnOptions & { readonly riskFree?: number } = {}): Measure {
  const few = tooFew(sizeOf(returns), fewest);
  if (few !== undefined) return few;
  const known = moments(returns);
  const deviation = standardDeviation(known);
  return deviation === 0 ? notAvailable("the returns do not vary") : ((known.mean - riskFree) / deviation) * Math.sqrt(periodsPerYear);
}
