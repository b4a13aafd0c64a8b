import { checkSamples } from "../samples.ts";

/** Sums of what returns are above and below a target, all that the Sortino and Omega ratios need of them. */
export type PartialMoments = {
  readonly count: number;
  /** Σ(r−τ). */
  readonly excess: number;
  /** Σ max(r−τ, 0). */
  readonly above: number;
  /** Σ max(τ−r, 0). */
  readonly below: number;
  /** Σ min(r−τ, 0)². */
  readonly squares: number;
};

/** Sums around a target, in one pass. in: returns [N], `target` a period */
export function partialMoments(returns: ArrayLike<number> | PartialMoments, target = 0, what = "partialMoments"): PartialMoments {
  if (!("length" in returns)) return returns;
  const count = returns.length;
  let excess = 0;
  let above = 0;
  let below = 0;
  let squares = 0;
  for (let t = 0; t < count; t++) {
    const over = returns[t]! - target;
    excess += over;
    // max(over, 0) and min(over, 0) without a branch: whether a return is above the target is anybody's guess, the processor's too.
    const size = Math.abs(over);
    const under = (over - size) / 2;
    above += (over + size) / 2;
    below -= under;
    squares += under * under;
  }
  if (count === 0 || !Number.isFinite(excess)) checkSamples(what, { returns });
  return { count, excess, above, below, squares };
}
