import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { checkSamples } from "../samples.ts";

/** Omega ratio, Σ max(r − τ, 0)/Σ max(τ − r, 0), τ the `target` a period. Keating and Shadwick 2002. in: simple returns [N]  out: ≥ 0, 1 where gains and losses balance; N/A below `fewest` returns or if none is below the target */
export function omega(returns: ArrayLike<number>, { fewest = 30, target = 0 }: { readonly fewest?: number; readonly target?: number } = {}): Measure {
  const few = tooFew(returns.length, fewest);
  if (few !== undefined) return few;
  let [above, below] = [0, 0];
  for (let t = 0; t < returns.length; t++) {
    const over = returns[t]! - target;
    // max(over, 0) and min(over, 0) without a branch, as in the Sortino ratio.
    above += (over + Math.abs(over)) / 2;
    below -= (over - Math.abs(over)) / 2;
  }
  if (!Number.isFinite(below)) checkSamples("omega", { returns });
  return below === 0 ? notAvailable("no return is below the target") : above / below;
}
