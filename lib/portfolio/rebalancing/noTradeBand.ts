import { checkNumber } from "../weights.ts";

/**
 * Half-width of the region around a target weight w in which trading costs more than it brings: (3·ε·w²(1 − w)²/(2γ))^(1/3), for small costs.
 * Janeček and Shreve 2004, after Davis and Norman 1990: one risky asset beside cash. It grows with the cube root of the cost: the first basis point matters most.
 * in: target weight from 0 to 1, cost of a trade in basis points of its value, risk aversion γ (1 is Kelly's)  out: a share of the equity
 */
export function noTradeBand(weight: number, { costBps, riskAversion = 1 }: { readonly costBps: number; readonly riskAversion?: number }): number {
  checkNumber("noTradeBand", "weight", weight, "a share from 0 to 1", (value) => value >= 0 && value <= 1);
  checkNumber("noTradeBand", "costBps", costBps, "basis points from 0", (value) => value >= 0);
  checkNumber("noTradeBand", "riskAversion", riskAversion, "above 0", (value) => value > 0);
  return Math.cbrt((3 * (costBps / 1e4) * (weight * (1 - weight)) ** 2) / (2 * riskAversion));
}
