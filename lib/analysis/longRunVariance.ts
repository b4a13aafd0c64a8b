/**
 * Variance of a sum of terms that depend on one another over `lags` rows: Σx² + 2·Σ(1 − k/(L+1))·Σxₜxₜ₋ₖ, k = 1..L.
 * Newey and West 1987, Bartlett weights. in: x [N], mean zero  out: unit of x, squared
 * Computed as Σ(xₜ + … + xₜ₋ₗ)²/(L+1), zeros around the ends: the same number, in one pass for any number of lags.
 */
export function longRunVariance(x: ArrayLike<number>, lags: number): number {
  const count = x.length;
  let sum = 0;
  let squares = 0;
  for (let t = 0; t < count + lags; t++) {
    if (t < count) sum += x[t]!;
    if (t > lags) sum -= x[t - lags - 1]!;
    squares += sum * sum;
  }
  return squares / (lags + 1);
}

/** Lags for labels over `horizon` bars: twice the overlap, at least ⌊N^(1/3)⌋. One overlap alone gives errors that are too small (see the README). */
export function overlapLags(count: number, horizon: number): number {
  return Math.max(2 * (horizon - 1), Math.floor(Math.cbrt(count)));
}
