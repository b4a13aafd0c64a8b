import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { mean } from "../moments.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/**
 * Annualised Sortino ratio, (r̄ − τ)/√(Σ min(r − τ, 0)²/N)·√P, τ the `target` a period. Sortino and Price 1994.
 * in: simple returns [N]  out: per √year; N/A below `fewest` returns or if none is below the target
 */
export function sortino(returns: ArrayLike<number>, { periodsPerYear = 252, fewest = 30, target = 0 }: ReturnOptions & { readonly target?: number } = {}): Measure {
  const few = tooFew(returns.length, fewest);
  if (few !== undefined) return few;
  let squares = 0;
  for (let t = 0; t < returns.length; t++) {
    const over = returns[t]! - target;
    // min(over, 0) without a branch: whether a return is above the target is anybody's guess, the processor's too.
    const under = (over - Math.abs(over)) / 2;
    squares += under * under;
  }
  return squares === 0 ? notAvailable("no return is below the target") : ((mean(returns) - target) / Math.sqrt(squares / returns.length)) * Math.sqrt(periodsPerYear);
}
