import { checkCovariance, type Covariance } from "../covariance/covariance.ts";
import { PortfolioError } from "../error.ts";
import { inOrder, type Weights, weightsOf } from "../weights.ts";

/** Volatility of a portfolio, √(wᵀΣw), per row. */
export function portfolioVolatility(weights: Weights, covariance: Covariance): number {
  return Math.sqrt(varianceParts("portfolioVolatility", weights, covariance).reduce((sum, part) => sum + part, 0));
}

/** Share of each asset in the portfolio's variance, wᵢ·(Σw)ᵢ/(wᵀΣw); they add up to 1. An asset that hedges the others has a share below zero. A portfolio without risk is refused. */
export function riskContributions(weights: Weights, covariance: Covariance): Weights {
  const parts = varianceParts("riskContributions", weights, covariance);
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (!(total > 0)) throw new PortfolioError(`riskContributions: the variance of the portfolio is ${total}; there is no risk to share out`);
  return weightsOf(covariance.names, parts.map((part) => part / total));
}

function varianceParts(where: string, weights: Weights, covariance: Covariance): Float64Array {
  checkCovariance(where, covariance);
  const w = inOrder(where, "weight", weights, covariance.names);
  return w.map((own, i) => own * w.reduce((sum, other, j) => sum + covariance.values[i]![j]! * other, 0));
}
