import { longRunVariance } from "../../analysis/index.ts";
import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { moments } from "../moments.ts";
import type { ReturnOptions } from "../returns/returnOptions.ts";

/**
 * Standard error of the annualised Sharpe ratio, from its influence function ψₜ = (rₜ − r̄)/s − SR/2·((rₜ − r̄)²/s² − 1): √(long-run Σψ²)/N·√P.
 * Lo 2002, The statistics of Sharpe ratios. Newey–West with `lags` for returns that depend on one another (default ⌊4·(N/100)^(2/9)⌋);
 * with 0 lags it is √((1 − γ₃·SR + (γ₄ − 1)/4·SR²)/N), and √((1 + SR²/2)/N) for normal returns.
 * in: simple returns [N]  out: unit of `sharpe`; N/A below `fewest` returns or if they do not vary
 */
export function sharpeError(returns: ArrayLike<number>, { fewest = 30, lags, periodsPerYear = 252 }: ReturnOptions & { readonly lags?: number } = {}): Measure {
  const few = tooFew(returns.length, fewest);
  if (few !== undefined) return few;
  const { count, mean, squares } = moments(returns);
  if (squares === 0) return notAvailable("the returns do not vary");
  const ratio = mean / Math.sqrt(squares / count);
  const variance = squares / count;
  const influence = Float64Array.from({ length: count }, (_, t) => {
    const d = returns[t]! - mean;
    return d / Math.sqrt(variance) - (ratio / 2) * ((d * d) / variance - 1);
  });
  return (Math.sqrt(longRunVariance(influence, lags ?? Math.floor(4 * (count / 100) ** (2 / 9)))) / count) * Math.sqrt(periodsPerYear);
}
