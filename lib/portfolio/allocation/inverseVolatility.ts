import { checkCovariance, type Covariance, volatilitiesOf } from "../covariance/covariance.ts";
import { type Weights, weightsOf } from "../weights.ts";

/** Weights in proportion to 1/σ, adding up to 1: risk parity of assets that are all correlated alike. */
export function inverseVolatility(covariance: Covariance): Weights {
  checkCovariance("inverseVolatility", covariance);
  const inverse = volatilitiesOf(covariance).map((deviation) => 1 / deviation);
  const total = inverse.reduce((sum, value) => sum + value, 0);
  return weightsOf(covariance.names, inverse.map((value) => value / total));
}
