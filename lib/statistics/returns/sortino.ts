import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { sizeOf } from "../moments.ts";
import { partialMoments, type PartialMoments } from "./partialMoments.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/**
 * Annualised Sortino ratio, (r̄ − τ)/√(Σ min(r − τ, 0)²/N)·√P, τ the `target` a period. Sortino and Price 1994.
 * in: simple returns [N] or their partial moments, which have a target of their own  out: per √year; N/A below `fewest` returns or if none is below the target
 */
export function sortino(returns: ArrayLike<number> | PartialMoments, { periodsPerYear = 252, fewest = 30, target = 0 }: ReturnOptions & { readonly target?: number } = {}): Measure {
  const few = tooFew(sizeOf(returns), fewest);
  if (few !== undefined) return few;
  const { count, excess, squares } = partialMoments(returns, target, "sortino");
  return squares === 0 ? notAvailable("no return is below the target") : (excess / count / Math.sqrt(squares / count)) * Math.sqrt(periodsPerYear);
}
