import { leafOrder, linkage } from "../../analysis/linkage.ts";
import { correlationOf, type Covariance } from "../covariance/covariance.ts";
import { type Weights, weightsOf } from "../weights.ts";

export type HierarchicalOptions = {
  /** Which assets are near: by their distances to all assets, as the paper does ("profiles", the default), or by their own correlation alone ("pairs"). */
  readonly distances?: "profiles" | "pairs";
  /** Distance of two clusters: the smallest of their pairs as in the paper, the default, their mean, or the largest. */
  readonly method?: "single" | "average" | "complete";
};

/**
 * Weights by a tree of correlations: the assets are put in the tree's order, the list is halved again and again, and each half gets the inverse share of its variance.
 * No matrix is inverted, so it needs neither many rows nor a positive definite covariance. López de Prado 2016, "Building diversified portfolios that outperform out of sample".
 * Distance √((1 − ρ)/2); variance of a half is that of its inverse-variance portfolio. out: long weights, adding up to 1. One asset: all of it.
 */
export function hierarchicalRiskParity(covariance: Covariance, options: HierarchicalOptions = {}): Weights {
  const order = [...assetOrder(covariance, options)];
  const weights = new Float64Array(order.length).fill(1);
  halve(covariance, order, weights);
  return weightsOf(covariance.names, weights);
}

/** Assets from left to right in the tree of their correlations: what moves alike stands together. out: positions in `names` */
export function assetOrder(covariance: Covariance, { distances = "profiles", method = "single" }: HierarchicalOptions = {}): Int32Array {
  const { values } = correlationOf(covariance);
  const pairs = values.map((row) => row.map((value) => Math.sqrt(Math.max(0, 1 - value) / 2)));
  return leafOrder(linkage(distances === "pairs" ? pairs : profiles(pairs), method));
}

/** Euclidean distance between the rows of a matrix of distances. */
function profiles(rows: readonly Float64Array[]): readonly Float64Array[] {
  return rows.map((a) => Float64Array.from(rows, (b) => Math.sqrt(a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0))));
}

function halve(covariance: Covariance, order: readonly number[], weights: Float64Array): void {
  if (order.length < 2) return;
  const middle = order.length >> 1;
  const [left, right] = [order.slice(0, middle), order.slice(middle)];
  const [a, b] = [inverseVarianceRisk(covariance, left), inverseVarianceRisk(covariance, right)];
  for (const k of left) weights[k]! *= b / (a + b);
  for (const k of right) weights[k]! *= a / (a + b);
  halve(covariance, left, weights);
  halve(covariance, right, weights);
}

/** Variance of some assets, each weighted by the inverse of its variance. */
function inverseVarianceRisk({ values }: Covariance, members: readonly number[]): number {
  const total = members.reduce((sum, k) => sum + 1 / values[k]![k]!, 0);
  let risk = 0;
  for (const i of members) for (const j of members) risk += values[i]![j]! / (values[i]![i]! * values[j]![j]!);
  return risk / (total * total);
}
