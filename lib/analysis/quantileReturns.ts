import type { Label } from "../labels/index.ts";
import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import { longRunVariance, overlapLags } from "./longRunVariance.ts";
import { completePairs } from "./pairs.ts";
import { pastQuantile } from "./pastRank.ts";
import { averageRanks } from "./ranks.ts";
import { correlation, standardised } from "./standardised.ts";

export type QuantileMean = { readonly quantile: number; readonly rows: number; readonly mean: number; readonly standardError: number };

export type QuantileReturns = {
  /** 1 the lowest values of the column .. the highest. */
  readonly quantiles: readonly QuantileMean[];
  /** Mean of the highest quantile minus mean of the lowest. */
  readonly spread: { readonly value: number; readonly standardError: number; readonly t: number };
  /** Rank correlation of the quantile's number with its mean: 1 rises in every step, −1 falls in every step. */
  readonly monotonicity: number;
};

/**
 * Mean label by quantile of the column, quantiles by edges from the past only (`pastQuantile`, over the whole column: rows before the range are past as well).
 * Errors as of a regression on quantile dummies with Newey–West errors over `overlapLags` rows. in: column [T]  out: unit of the label; NaN for an empty quantile
 */
export function quantileReturns(column: Float64Array, label: Label, { quantiles = 5, rows }: { readonly quantiles?: number; readonly rows?: RowRange } = {}): QuantileReturns {
  if (!Number.isInteger(quantiles) || quantiles < 2) throw new AnalysisError(`quantileReturns: quantiles must be a whole number ≥ 2, got ${quantiles}`);
  return meansByQuantile(completePairs(pastQuantile(column, { quantiles }), label.values, rows), quantiles, label.horizon);
}

function meansByQuantile({ x, y }: { readonly x: Float64Array; readonly y: Float64Array }, quantiles: number, horizon: number): QuantileReturns {
  const [counts, sums] = [new Float64Array(quantiles), new Float64Array(quantiles)];
  for (let t = 0; t < x.length; t++) {
    counts[x[t]!]!++;
    sums[x[t]!]! += y[t]!;
  }
  const means = sums.map((sum, q) => sum / counts[q]!);
  const lags = overlapLags(x.length, horizon);
  const errorOf = (weights: (quantile: number) => number): number => {
    const scores = x.map((q, t) => (weights(q) === 0 ? 0 : (weights(q) * (y[t]! - means[q]!)) / counts[q]!));
    return Math.sqrt(longRunVariance(scores, lags));
  };
  const top = quantiles - 1;
  const value = means[top]! - means[0]!;
  const standardError = Number.isNaN(value) ? Number.NaN : errorOf((q) => (q === top ? 1 : q === 0 ? -1 : 0));
  return {
    quantiles: Array.from(means, (mean, q) => ({ quantile: q + 1, rows: counts[q]!, mean, standardError: counts[q] === 0 ? Number.NaN : errorOf((other) => (other === q ? 1 : 0)) })),
    spread: { value, standardError, t: value / standardError },
    monotonicity: monotonicity(means),
  };
}

/** Rank correlation of the order of the quantiles with their means; NaN if one is missing or all are equal. */
export function monotonicity(means: Float64Array): number {
  if (means.some(Number.isNaN)) return Number.NaN;
  return correlation(standardised(averageRanks(means)), standardised(means.map((_, q) => q)));
}
