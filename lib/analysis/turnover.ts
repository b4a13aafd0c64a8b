import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import { pastQuantile } from "./pastRank.ts";
import { averageRanks } from "./ranks.ts";
import { correlation, standardised } from "./standardised.ts";

export type Turnover = {
  readonly lag: number;
  /** Correlation of the ranks with the ranks `lag` rows before: 1 for a column that keeps its order. */
  readonly rankAutocorrelation: number;
  /** Share of rows that lie in another quantile than `lag` rows before: what a strategy by quantiles would trade. */
  readonly changed: number;
};

/** How fast a column of one asset changes its mind, by lag. Ranks among the rows of the range, quantiles by edges from the past. NaN where no two rows have values. */
export function turnover(column: Float64Array, { lags = [1, 5, 10, 20], quantiles = 5, rows = { from: 0, to: column.length } }: {
  readonly rows?: RowRange;
  readonly lags?: readonly number[];
  readonly quantiles?: number;
} = {}): readonly Turnover[] {
  const ranks = averageRanks(column, rows);
  const quantile = pastQuantile(column, { quantiles });
  return lags.map((lag) => {
    if (!Number.isInteger(lag) || lag < 1) throw new AnalysisError(`turnover: a lag must be a whole number of rows ≥ 1, got ${lag}`);
    const [now, before] = lagged(ranks, lag, rows);
    const [q, held] = lagged(quantile, lag, rows);
    let changes = 0;
    for (let k = 0; k < q.length; k++) if (q[k] !== held[k]) changes++;
    return { lag, rankAutocorrelation: correlation(standardised(now), standardised(before)), changed: changes / q.length };
  });
}

/** Values of the range and those `lag` rows before, where both exist and lie in the range. */
function lagged(values: Float64Array, lag: number, { from, to }: RowRange): readonly [Float64Array, Float64Array] {
  const [now, before] = [new Float64Array(to - from), new Float64Array(to - from)];
  let count = 0;
  for (let t = from + lag; t < to; t++) {
    if (Number.isNaN(values[t]! + values[t - lag]!)) continue;
    now[count] = values[t]!;
    before[count++] = values[t - lag]!;
  }
  return [now.subarray(0, count), before.subarray(0, count)];
}
