import { mean } from "../moments.ts";

/**
 * Mean block of the stationary bootstrap that fits the dependence of a series, (G²/LRV²)^(1/3)·N^(1/3):
 * G = Σ w(k/M)·|k|·γₖ and LRV = Σ w(k/M)·γₖ over |k| ≤ M, w flat to 1/2 and then falling to 0. M is twice the lag from which
 * max(5, ⌊√log₁₀N⌋) autocorrelations in turn lie within 2·√(log₁₀N/N). Politis and White 2004, corrected by Patton, Politis and White 2009.
 * in: x [N]  out: rows, from 1 to min(3·√N, N/3)
 */
export function blockLength(x: ArrayLike<number>): number {
  const count = x.length;
  const centre = mean(x);
  const d = Float64Array.from(x, (value) => value - centre);
  const inTurn = Math.max(5, Math.floor(Math.sqrt(Math.log10(count))));
  const most = Math.min(count - 1, Math.ceil(Math.sqrt(count)) + inTurn);
  const bound = 2 * Math.sqrt(Math.log10(count) / count);
  const covariances = Float64Array.from({ length: most + 1 }, (_, k) => covariance(d, k));
  if (!(covariances[0]! > 0)) return 1;
  const cut = 2 * Math.max(1, lastLag(covariances, bound, inTurn) ?? most);
  const lags = Math.min(cut, most);
  let [g, longRun] = [0, covariances[0]!];
  for (let k = 1; k <= lags; k++) {
    const weight = 2 * (k / lags <= 0.5 ? 1 : 2 * (1 - k / lags));
    g += weight * k * covariances[k]!;
    longRun += weight * covariances[k]!;
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(count), count / 3));
  const length = Math.cbrt((g / longRun) ** 2 * count);
  return Math.max(1, Math.min(longest, length));
}

function covariance(d: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = lag; t < d.length; t++) sum += d[t]! * d[t - lag]!;
  return sum / d.length;
}

/** The first lag of autocorrelations that stay small, or undefined if they never do. */
function lastLag(covariances: Float64Array, bound: number, inTurn: number): number | undefined {
  let small = 0;
  for (let k = 1; k < covariances.length; k++) {
    small = Math.abs(covariances[k]! / covariances[0]!) < bound ? small + 1 : 0;
    if (small === inTurn) return k - inTurn + 1;
  }
  return undefined;
}
