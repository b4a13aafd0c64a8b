import { ModelError } from "../error.ts";
import type { Probabilities } from "../forecaster.ts";

/** How often what was said with about the same probability came true. */
export type ReliabilityBin = { readonly from: number; readonly to: number; readonly count: number; /** Mean probability; NaN where the bin is empty. */ readonly said: number; /** Share that came true; NaN where the bin is empty. */ readonly cameTrue: number };

export type Reliability = {
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: Σ count/N · |cameTrue − said|. Naeini, Cooper & Hauskrecht 2015. */
  readonly ece: number;
  /** Two classes: mean (p − y)², 0.25 for a coin. More: mean Σ_k (p_k − 1(y = k))². Brier 1950. */
  readonly brier: number;
};

/**
 * Whether probabilities come true, in bins of equal width, the upper edge of each within it.
 * Two classes: the probability of class 1. More: that of the likeliest class, which comes true where it is the right one (Guo et al. 2017).
 * in: probabilities of N windows, or of class 1 alone [N]; targets, class numbers [N]
 */
export function reliability(given: Probabilities | Float64Array, targets: ArrayLike<number>, { bins = 10 }: { readonly bins?: number } = {}): Reliability {
  if (!(Number.isInteger(bins) && bins >= 1)) throw new ModelError(`reliability: bins must be a whole number ≥ 1, got ${bins}`);
  const { classes, values } = given instanceof Float64Array ? bothClasses(given) : given;
  const count = targets.length;
  if (values.length !== count * classes) throw new ModelError(`reliability: ${values.length / classes} windows have probabilities, ${count} have targets; give both for the same windows`);
  if (count === 0) throw new ModelError("reliability: there is no window to judge");
  const [counts, said, cameTrue] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(bins)];
  let brier = 0;
  for (let n = 0; n < count; n++) {
    const row = values.subarray(n * classes, (n + 1) * classes);
    const k = classes === 2 ? 1 : row.indexOf(row.reduce((most, p) => Math.max(most, p), 0));
    const p = row[k]!;
    const bin = Math.max(0, Math.ceil(p * bins) - 1);
    counts[bin]!++;
    said[bin]! += p;
    cameTrue[bin]! += targets[n] === k ? 1 : 0;
    brier += (classes === 2 ? (p - targets[n]!) ** 2 : row.reduce((sum, q, c) => sum + (q - (targets[n] === c ? 1 : 0)) ** 2, 0)) / count;
  }
  const table = Array.from(counts, (many, bin) => ({ from: bin / bins, to: (bin + 1) / bins, count: many, said: said[bin]! / many, cameTrue: cameTrue[bin]! / many }));
  const ece = table.reduce((sum, bin) => (bin.count > 0 ? sum + (bin.count / count) * Math.abs(bin.cameTrue - bin.said) : sum), 0);
  return { bins: table, ece, brier };
}

function bothClasses(ofClassOne: Float64Array): Probabilities {
  const values = new Float64Array(2 * ofClassOne.length);
  ofClassOne.forEach((p, n) => values.set([1 - p, p], 2 * n));
  return { classes: 2, values };
}
