import { checkSamples } from "./samples.ts";

/** Sums of powers of a sample around its mean: all that mean, deviation, skewness, kurtosis and the Sharpe ratio need of it. */
export type Moments = {
  readonly count: number;
  readonly mean: number;
  /** Σ(x−x̄)², exactly 0 for equal numbers. */
  readonly squares: number;
  /** Σ(x−x̄)³. */
  readonly cubes: number;
  /** Σ(x−x̄)⁴. */
  readonly fourths: number;
};

/** A sample, or its `moments` where several measures of the same numbers are wanted and one reading of them is enough. */
export type Sample = ArrayLike<number> | Moments;

/** Moments of a sample, in two passes: around a mean that is known, nothing cancels. in: x [N], N ≥ 1 */
export function moments(x: Sample): Moments {
  if (!("length" in x)) return x;
  const count = x.length;
  const centre = mean(x);
  const first = x[0]!;
  let [squares, cubes, fourths] = [0, 0, 0];
  let isConstant = true;
  for (let t = 0; t < count; t++) {
    const d = x[t]! - centre;
    const square = d * d;
    squares += square;
    cubes += square * d;
    fourths += square * square;
    if (x[t] !== first) isConstant = false;
  }
  return isConstant ? { count, mean: centre, squares: 0, cubes: 0, fourths: 0 } : { count, mean: centre, squares, cubes, fourths };
}

/** Numbers in a sample, or in that of sums over it. */
export function sizeOf(x: ArrayLike<number> | { readonly count: number }): number {
  return "length" in x ? x.length : x.count;
}

/** Arithmetic mean. in: x [N]  out: unit of x */
export function mean(x: ArrayLike<number>): number {
  let sum = 0;
  for (let t = 0; t < x.length; t++) sum += x[t]!;
  if (x.length === 0 || !Number.isFinite(sum)) checkSamples("mean", { x });
  return sum / x.length;
}

/** Sample standard deviation, √(Σ(x−x̄)²/(N−1)). in: x [N]  out: unit of x, NaN for N < 2, exactly 0 for equal numbers */
export function standardDeviation(x: Sample): number {
  const { count, squares } = moments(x);
  return count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1));
}
