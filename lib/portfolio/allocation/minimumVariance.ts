import { checkCovariance, type Covariance } from "../covariance/covariance.ts";
import { type Weights, weightsOf } from "../weights.ts";
import { boundedQuadratic } from "./boundedQuadratic.ts";
import { type Bounds, boundsOf } from "./bounds.ts";

/**
 * Weights with the smallest variance wᵀΣw among those that add up to 1. Markowitz 1952. Long-only unless asked otherwise;
 * with short sales and no bound it is Σ⁻¹1/(1ᵀΣ⁻¹1). One asset: all of it.
 */
export function minimumVariance(covariance: Covariance, bounds: Bounds = {}): Weights {
  checkCovariance("minimumVariance", covariance);
  const { names, values } = covariance;
  return weightsOf(names, boundedQuadratic("minimumVariance", { names, quadratic: values, linear: new Float64Array(names.length), ...boundsOf("minimumVariance", names.length, bounds), total: 1 }));
}
