import { checkCovariance, type Covariance } from "../covariance/covariance.ts";
import { checkNumber, inOrder, type Weights, weightsOf } from "../weights.ts";
import { boundedQuadratic } from "./boundedQuadratic.ts";
import { type Bounds, boundsOf } from "./bounds.ts";

export type MeanVarianceOptions = Bounds & {
  /** γ of μᵀw − γ/2·wᵀΣw. 1 is the growth-optimal investor, large numbers end at the minimum variance. Default 4. */
  readonly riskAversion?: number;
};

/**
 * Weights that make μᵀw − γ/2·wᵀΣw largest among those that add up to 1. Markowitz 1952. in: expected returns per row by asset, covariance per row
 * Small errors of μ move these weights far (Best and Grauer 1991): show an allocation without μ beside it.
 */
export function meanVariance(expected: Weights, covariance: Covariance, { riskAversion = 4, ...bounds }: MeanVarianceOptions = {}): Weights {
  checkCovariance("meanVariance", covariance);
  checkNumber("meanVariance", "riskAversion", riskAversion, "a number above 0", (value) => value > 0);
  const { names, values } = covariance;
  const linear = inOrder("meanVariance", "expected return", expected, names).map((value) => value / riskAversion);
  return weightsOf(names, boundedQuadratic("meanVariance", { names, quadratic: values, linear, ...boundsOf("meanVariance", names.length, bounds), total: 1 }));
}
