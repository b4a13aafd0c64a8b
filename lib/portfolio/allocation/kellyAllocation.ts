import { checkCovariance, type Covariance } from "../covariance/covariance.ts";
import { checkNumber, inOrder, type Weights, weightsOf } from "../weights.ts";
import { boundedQuadratic } from "./boundedQuadratic.ts";
import { type Bounds, boundsOf } from "./bounds.ts";

export type KellyAllocationOptions = Bounds & {
  /** Share of the growth-optimal position. Default 0.25. */
  readonly fraction?: number;
};

/**
 * Weights of many assets by Kelly: fraction·Σ⁻¹μ, the largest μᵀw − wᵀΣw/(2·fraction) inside the bounds. Thorp 2006, after Kelly 1956 and Merton 1969.
 * in: expected returns above the riskless rate per row by asset, covariance per row  out: weights that need not add up to 1; above 1 in sum is leverage, below it cash
 * Full Kelly loses half of the equity at some time with probability ½ even where μ is known; where it is estimated, more often. So a quarter by default.
 */
export function kellyAllocation(expected: Weights, covariance: Covariance, { fraction = 0.25, ...bounds }: KellyAllocationOptions = {}): Weights {
  checkCovariance("kellyAllocation", covariance);
  checkNumber("kellyAllocation", "fraction", fraction, "a share above 0 and up to 1", (value) => value > 0 && value <= 1);
  const { names, values } = covariance;
  const linear = inOrder("kellyAllocation", "expected return", expected, names).map((value) => value * fraction);
  return weightsOf(names, boundedQuadratic("kellyAllocation", { names, quadratic: values, linear, ...boundsOf("kellyAllocation", names.length, bounds) }));
}
