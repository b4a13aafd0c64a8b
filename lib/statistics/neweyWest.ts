import { mean } from "./moments.ts";

/**
 * Standard error of a mean whose terms depend on one another over `lags` rows: √((γ₀ + 2·Σ(1 − k/(L+1))·γₖ)/N), k = 1..L.
 * Newey and West 1987, Bartlett weights. in: x [N]  out: unit of x
 */
export function neweyWest(x: ArrayLike<number>, lags: number): number {
  const centre = mean(x);
  let variance = 0;
  for (let k = 0; k <= Math.min(lags, x.length - 1); k++) {
    let sum = 0;
    for (let t = k; t < x.length; t++) sum += (x[t]! - centre) * (x[t - k]! - centre);
    variance += (k === 0 ? 1 : 2 * (1 - k / (lags + 1))) * (sum / x.length);
  }
  return Math.sqrt(Math.max(0, variance) / x.length);
}
