import type { Covariance } from "../covariance/covariance.ts";
import { PortfolioError } from "../error.ts";
import { type Weights, weightsOf } from "../weights.ts";
import { kellyAllocation } from "./kellyAllocation.ts";

/**
 * Weights with the largest μᵀw/√(wᵀΣw), adding up to 1: the direction of Kelly's allocation, for the ratio does not change with the size. Tobin 1958, Sharpe 1966.
 * in: expected returns above the riskless rate per row by asset, covariance per row
 * Long-only unless asked otherwise. Where nothing is expected to earn, or short sales outweigh the rest, there is no such portfolio: refused.
 */
export function maximumSharpe(expected: Weights, covariance: Covariance, { sides = "long-only" }: { readonly sides?: "long-only" | "long-short" } = {}): Weights {
  const direction = Object.values(kellyAllocation(expected, covariance, { fraction: 1, sides }));
  const total = direction.reduce((sum, value) => sum + value, 0);
  if (!(total > 1e-9 * direction.reduce((sum, value) => sum + Math.abs(value), 0))) throw new PortfolioError(`maximumSharpe: no portfolio that adds up to 1 has an expected return above 0; hold cash, or expect more than ${Math.max(...Object.values(expected))}`);
  return weightsOf(covariance.names, direction.map((value) => value / total));
}
