import { tooFew, type Measure } from "../measure.ts";
import { standardDeviation } from "../moments.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/** Annualised volatility, s·√P, s the sample standard deviation. in: simple returns [N]  out: a share a year; N/A below `fewest` returns */
export function volatility(returns: ArrayLike<number>, { periodsPerYear = 252, fewest = 30 }: ReturnOptions = {}): Measure {
  return tooFew(returns.length, fewest) ?? standardDeviation(returns) * Math.sqrt(periodsPerYear);
}
