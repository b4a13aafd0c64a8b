import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { mean, standardDeviation } from "../moments.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/**
 * Annualised Sharpe ratio, (r̄ − r_f)/s·√P, s the sample standard deviation. Sharpe 1994.
 * in: simple returns [N], `riskFree` a period  out: per √year; N/A below `fewest` returns or if they do not vary
 */
export function sharpe(returns: ArrayLike<number>, { periodsPerYear = 252, fewest = 30, riskFree = 0 }: ReturnOptions & { readonly riskFree?: number } = {}): Measure {
  const few = tooFew(returns.length, fewest);
  if (few !== undefined) return few;
  const deviation = standardDeviation(returns);
  return deviation === 0 ? notAvailable("the returns do not vary") : ((mean(returns) - riskFree) / deviation) * Math.sqrt(periodsPerYear);
}
