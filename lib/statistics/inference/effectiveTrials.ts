import { cutTree, linkage } from "../../analysis/index.ts";
import { StatisticsError } from "../error.ts";
import { isAvailable } from "../measure.ts";
import { mean, moments, standardDeviation } from "../moments.ts";
import { sharpe } from "../returns/sharpe.ts";
import { checkTrials } from "./trialReturns.ts";

export type EffectiveTrials = {
  /** Clusters of trials that are alike: what counts as independent trials. */
  readonly count: number;
  /** Variance of the annualised Sharpe ratios of the clusters' mean returns; 0 for one cluster. */
  readonly varianceOfSharpes: number;
  /** Cluster of each trial. */
  readonly clusters: Int32Array;
};

/**
 * Effective number of independent trials: trials whose returns correlate are one idea, tried again. Average linkage on 1 − correlation,
 * cut where a mean correlation of `likeness` is left. After López de Prado and Lewis 2019, Detection of false investment strategies.
 * Fewer trials deflate less: a low `likeness` flatters. in: returns by trial, [K] of [N]; a trial that does not vary is like no other
 */
export function effectiveTrials(returnsByTrial: readonly ArrayLike<number>[], { likeness = 0.5, periodsPerYear = 252 }: { readonly likeness?: number; readonly periodsPerYear?: number } = {}): EffectiveTrials {
  const count = checkTrials("effectiveTrials", returnsByTrial, 1);
  if (!(likeness > 0 && likeness < 1)) throw new StatisticsError(`effectiveTrials: likeness is a correlation between 0 and 1, got ${likeness}`);
  const clusters = cutTree(linkage(distances(returnsByTrial, count)), 1 - likeness);
  const groups = Array.from({ length: Math.max(...clusters) + 1 }, () => ({ size: 0, sum: new Float64Array(count) }));
  returnsByTrial.forEach((returns, k) => {
    const group = groups[clusters[k]!]!;
    group.size++;
    for (let t = 0; t < count; t++) group.sum[t]! += returns[t]!;
  });
  const ratios = groups.map(({ size, sum }) => sharpe(sum.map((value) => value / size), { periodsPerYear, fewest: 2 })).filter(isAvailable);
  return { count: groups.length, varianceOfSharpes: ratios.length < 2 ? 0 : standardDeviation(ratios) ** 2, clusters };
}

/** 1 − correlation of each pair. */
function distances(returnsByTrial: readonly ArrayLike<number>[], count: number): readonly Float64Array[] {
  const scaled = returnsByTrial.map((returns) => {
    const centre = mean(returns);
    const length = Math.sqrt(moments(returns).squares);
    return Float64Array.from({ length: count }, (_, t) => (length === 0 ? 0 : (returns[t]! - centre) / length));
  });
  const between = scaled.map(() => new Float64Array(scaled.length));
  scaled.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      const b = scaled[j]!;
      let product = 0;
      for (let t = 0; t < count; t++) product += a[t]! * b[t]!;
      between[i]![j] = between[j]![i] = 1 - product;
    }
  });
  return between;
}
