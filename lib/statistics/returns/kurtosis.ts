import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { moments, sizeOf, type Sample } from "../moments.ts";

/** Kurtosis of the sample, m₄/m₂², mₖ = Σ(x−x̄)ᵏ/N: 3 for a normal sample, more where large moves are more frequent. Pearson 1905; others quote it less 3. in: returns [N] or their moments  out: ≥ 1; N/A below `fewest` returns or if they do not vary */
export function kurtosis(returns: Sample, { fewest = 30 }: { readonly fewest?: number } = {}): Measure {
  const few = tooFew(sizeOf(returns), fewest);
  if (few !== undefined) return few;
  const { count, fourths, squares } = moments(returns);
  return squares === 0 ? notAvailable("the returns do not vary") : fourths / count / (squares / count) ** 2;
}
