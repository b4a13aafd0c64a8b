import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { mean } from "../moments.ts";
import { neweyWest } from "./neweyWest.ts";

/**
 * Mean return in its standard errors, r̄/SE, errors by Newey and West 1987 with `lags` (default ⌊4·(N/100)^(2/9)⌋, their rule of 1994).
 * in: returns [N]  out: above 2 is beyond chance; N/A below `fewest` returns or if they do not vary
 */
export function meanReturnT(returns: ArrayLike<number>, { fewest = 30, lags = Math.floor(4 * (returns.length / 100) ** (2 / 9)) }: { readonly fewest?: number; readonly lags?: number } = {}): Measure {
  const few = tooFew(returns.length, fewest);
  if (few !== undefined) return few;
  const error = neweyWest(returns, lags);
  return error === 0 ? notAvailable("the returns do not vary") : mean(returns) / error;
}
