import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import { overlapLags } from "./longRunVariance.ts";
import { meanTest, type MeanTest } from "./meanTest.ts";
import { crossSection, panelPairs, type PanelColumn } from "./panel.ts";
import { monotonicity } from "./quantileReturns.ts";
import { averageRanks } from "./ranks.ts";

export type PanelQuantileReturns = {
  /** Mean over dates of the mean label of the assets in the quantile, lowest quantile first. */
  readonly quantiles: readonly MeanTest[];
  /** Highest minus lowest quantile on each date. */
  readonly spread: MeanTest;
  readonly monotonicity: number;
  /** Share of the highest quantile's assets that were not in it `horizon` dates before, mean over dates. */
  readonly turnover: number;
};

/**
 * Mean label by quantile across the assets of each date; the edges are of that date and so known at it.
 * Quantiles as of pandas.qcut: rank r = 0..n−1 falls into ⌈r·Q/(n−1)⌉, the lowest into the first. Errors by Newey–West over `overlapLags` dates.
 */
export function panelQuantileReturns(columns: PanelColumn, labels: PanelColumn, { horizon, quantiles = 5, rows }: {
  /** Bars the label looks ahead. */
  readonly horizon: number;
  readonly quantiles?: number;
  readonly rows?: RowRange;
}): PanelQuantileReturns {
  if (!Number.isInteger(quantiles) || quantiles < 2) throw new AnalysisError(`panelQuantileReturns: quantiles must be a whole number ≥ 2, got ${quantiles}`);
  const pairs = panelPairs(columns, labels, rows);
  const { from, to } = pairs.rows;
  const means = Array.from({ length: quantiles }, () => new Float64Array(to - from).fill(Number.NaN));
  const inTop: Set<number>[] = [];
  for (let row = from; row < to; row++) {
    const { assets, x, y } = crossSection(pairs, row);
    const top = new Set<number>();
    inTop.push(top);
    if (x.length < quantiles) continue;
    const [sums, counts] = [new Float64Array(quantiles), new Float64Array(quantiles)];
    for (const [k, rank] of averageRanks(x).entries()) {
      const q = Math.max(0, Math.ceil(((rank - 1) * quantiles) / (x.length - 1) - 1e-9) - 1);
      sums[q]! += y[k]!;
      counts[q]!++;
      if (q === quantiles - 1) top.add(assets[k]!);
    }
    for (let q = 0; q < quantiles; q++) means[q]![row - from] = sums[q]! / counts[q]!;
  }
  const lags = overlapLags(to - from, horizon);
  const tests = means.map((series) => meanTest(series, lags));
  const spread = meanTest(means[quantiles - 1]!.map((value, k) => value - means[0]![k]!), lags);
  return { quantiles: tests, spread, monotonicity: monotonicity(Float64Array.from(tests, ({ mean }) => mean)), turnover: shareNew(inTop, horizon) };
}

function shareNew(members: readonly Set<number>[], lag: number): number {
  const shares = members.flatMap((now, k) => {
    const before = members[k - lag];
    return before === undefined || before.size === 0 || now.size === 0 ? [] : [[...now].filter((asset) => !before.has(asset)).length / now.size];
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
