import { checkProbabilities } from "./probabilities.ts";

/** Rows whose probability of a class lies in from .. to: what was said, and how often it came. */
export type CalibrationBin = { readonly from: number; readonly to: number; readonly count: number; /** Mean probability; null in an empty bin. */ readonly said: number | null; /** Share of rows of the class. */ readonly came: number | null };

export type Calibration = {
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: mean over rows of |said − came| of their bin. Naeini, Cooper and Hauskrecht 2015. */
  readonly error: number;
};

/**
 * Calibration of one class's probability: of the days on which 70 % was said, did 70 % come? Bins of equal width, the last closed on both sides.
 * in: class numbers [N], probabilities row by row [N·K]  out: one line a bin
 */
export function calibration(actual: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number, { bins = 10, of = 1 }: { readonly bins?: number; readonly of?: number } = {}): Calibration {
  const count = checkProbabilities("calibration", actual, probabilities, classes);
  const [counts, said, came] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(bins)];
  for (let t = 0; t < count; t++) {
    const p = probabilities[t * classes + of]!;
    const bin = Math.min(bins - 1, Math.floor(p * bins));
    counts[bin]!++;
    said[bin]! += p;
    came[bin]! += actual[t] === of ? 1 : 0;
  }
  let error = 0;
  for (let bin = 0; bin < bins; bin++) error += Math.abs(said[bin]! - came[bin]!) / count;
  return {
    error,
    bins: Array.from(counts, (rows, bin) => ({ from: bin / bins, to: (bin + 1) / bins, count: rows, said: rows === 0 ? null : said[bin]! / rows, came: rows === 0 ? null : came[bin]! / rows })),
  };
}
