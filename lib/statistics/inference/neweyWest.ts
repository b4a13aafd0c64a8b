import { longRunVariance } from "../../analysis/index.ts";
import { mean } from "../moments.ts";

/**
 * Standard error of a mean whose terms depend on one another over `lags` rows: √((γ₀ + 2·Σ(1 − k/(L+1))·γₖ)/N), k = 1..L.
 * Newey and West 1987, Bartlett weights. in: x [N]  out: unit of x
 */
export function neweyWest(x: ArrayLike<number>, lags: number): number {
  const centre = mean(x);
  return Math.sqrt(longRunVariance(Float64Array.from(x, (value) => value - centre), lags)) / x.length;
}
