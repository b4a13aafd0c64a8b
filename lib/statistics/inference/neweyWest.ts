import { longRunVariance } from "../../analysis/index.ts";
import { mean } from "../moments.ts";

/**
 * Standard error of a mean whose terms depend on one another over `lags` rows: √((γ₀ + 2·Σ(1 − k/(L+1))·γₖ)/N), k = 1..L.
 * Newey and West 1987, Bartlett weights. in: x [N]  out: unit of x
 */
export function neweyWest(x: ArrayLike<number>, lags: number): number {
  const centre = mean(x);
  const centred = new Float64Array(x.length);
  for (let t = 0; t < x.length; t++) centred[t] = x[t]! - centre;
  return Math.sqrt(longRunVariance(centred, lags)) / x.length;
}
