import { PortfolioError } from "../error.ts";

/** What is left of a variance that counts as nothing, as a share of it. */
const NOTHING = 1e-12;

/** Lower triangle L of a symmetric matrix, L·Lᵀ = A, or the error that names the asset at which it is not positive definite. in: A [n][n]  out: L [n][n] */
export function cholesky(where: string, names: readonly string[], matrix: readonly ArrayLike<number>[]): readonly Float64Array[] {
  const lower: Float64Array[] = [];
  for (let i = 0; i < matrix.length; i++) {
    const own = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++) {
      const other = j === i ? own : lower[j]!;
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k++) rest -= own[k]! * other[k]!;
      if (j < i) own[j] = rest / other[j]!;
      else if (rest > NOTHING * matrix[i]![i]!) own[i] = Math.sqrt(rest);
      else throw new PortfolioError(`${where}: the covariance is not positive definite: "${names[i]}" is a mix of the assets before it. There are too few rows, or two assets that move as one; use shrunkCovariance or leave one out`);
    }
    lower.push(own);
  }
  return lower;
}

/** x of A·x = b from the lower triangle of A. */
export function solved(lower: readonly Float64Array[], right: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(right);
  const count = lower.length;
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = count - 1; i >= 0; i--) {
    for (let k = i + 1; k < count; k++) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}
