import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { moments, sizeOf, type Sample } from "../moments.ts";

/** Skewness of the sample, m₃/m₂^1.5, mₖ = Σ(x−x̄)ᵏ/N. Below 0 the large moves are losses. in: returns [N] or their moments  out: 0 for a normal sample; N/A below `fewest` returns or if they do not vary */
export function skewness(returns: Sample, { fewest = 30 }: { readonly fewest?: number } = {}): Measure {
  const few = tooFew(sizeOf(returns), fewest);
  if (few !== undefined) return few;
  const { count, cubes, squares } = moments(returns);
  return squares === 0 ? notAvailable("the returns do not vary") : cubes / count / (squares / count) ** 1.5;
}
