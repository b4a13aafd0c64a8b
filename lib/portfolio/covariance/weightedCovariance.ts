import { type AssetReturns, checkedReturns, type FittedRows } from "../assetReturns.ts";
import { checkNumber } from "../weights.ts";
import type { Covariance } from "./covariance.ts";
import { products } from "./sampleCovariance.ts";

export type WeightedCovarianceOptions = FittedRows & {
  /** Rows after which a return counts half. Default 63, a quarter of a year of days. */
  readonly halfLife?: number;
};

/**
 * Exponentially weighted covariance: vₜ = 2^(−(T−1−t)/h)/Σ, means weighted alike, Σv(x − x̄)(y − ȳ)/(1 − Σv²), which is free of bias. RiskMetrics 1996; pandas' `ewm(halflife=h).cov()`.
 * in: returns [T] by asset, T ≥ 2; the last row counts most
 */
export function weightedCovariance(returns: AssetReturns, { halfLife = 63, rows }: WeightedCovarianceOptions = {}): Covariance {
  checkNumber("weightedCovariance", "halfLife", halfLife, "a number of rows above 0", (value) => value > 0);
  const { names, values } = checkedReturns("weightedCovariance", returns, rows ? { rows } : {});
  const count = values[0]!.length;
  const raw = Float64Array.from({ length: count }, (_, t) => 2 ** (-(count - 1 - t) / halfLife));
  const total = raw.reduce((sum, value) => sum + value, 0);
  const shares = raw.map((value) => value / total);
  const deviations = values.map((column) => {
    const mean = column.reduce((sum, value, t) => sum + value * shares[t]!, 0);
    return column.map((value, t) => (value - mean) * Math.sqrt(shares[t]!));
  });
  return { names, values: products(deviations, 1 - shares.reduce((sum, share) => sum + share * share, 0)) };
}
