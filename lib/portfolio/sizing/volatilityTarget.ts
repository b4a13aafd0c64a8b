import { checkNumber } from "../weights.ts";
import { trailingVolatility } from "./trailingVolatility.ts";

export type VolatilityTargetOptions = {
  /** Annual volatility wanted, 0.1 is 10 %. Default 0.1. */
  readonly target?: number;
  /** Rows whose volatility is measured. Default 60. */
  readonly lookback?: number;
  /** Rows in a year. Default 252. */
  readonly periodsPerYear?: number;
  /** Largest exposure. Default 1: no leverage. */
  readonly most?: number;
};

/**
 * Exposure that would have had the target volatility over the rows just past: min(most, target/σₜ). Moreira and Muir 2017.
 * in: returns [T]  out: [T]; row t knows the returns up to t and is held from t on. NaN before `lookback` rows, and where they do not vary.
 */
export function volatilityTarget(returns: ArrayLike<number>, { lookback = 60, most = 1, periodsPerYear = 252, target = 0.1 }: VolatilityTargetOptions = {}): Float64Array {
  checkNumber("volatilityTarget", "target", target, "an annual volatility above 0", (value) => value > 0);
  checkNumber("volatilityTarget", "most", most, "an exposure above 0", (value) => value > 0);
  return trailingVolatility("volatilityTarget", returns, { lookback, periodsPerYear }).map((volatility) => (volatility > 0 ? Math.min(most, target / volatility) : Number.NaN));
}
