import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { sizeOf } from "../moments.ts";
import { partialMoments, type PartialMoments } from "./partialMoments.ts";

/** Omega ratio, Σ max(r − τ, 0)/Σ max(τ − r, 0), τ the `target` a period. Keating and Shadwick 2002. in: simple returns [N] or their partial moments, which have a target of their own  out: ≥ 0, 1 where gains and losses balance; N/A below `fewest` returns or if none is below the target */
export function omega(returns: ArrayLike<number> | PartialMoments, { fewest = 30, target = 0 }: { readonly fewest?: number; readonly target?: number } = {}): Measure {
  const few = tooFew(sizeOf(returns), fewest);
  if (few !== undefined) return few;
  const { above, below } = partialMoments(returns, target, "omega");
  return below === 0 ? notAvailable("no return is below the target") : above / below;
}
