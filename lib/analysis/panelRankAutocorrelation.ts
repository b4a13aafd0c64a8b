import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import { crossSection, panelPairs, type PanelColumn } from "./panel.ts";
import { averageRanks } from "./ranks.ts";
import { correlation, standardised } from "./standardised.ts";

/**
 * How much of the order of the assets is kept: correlation of their ranks on a date with those `lag` dates before, mean over dates.
 * 1 for a column that never changes its order, 0 for one that forgets; as alphalens. NaN where no date has three assets on both.
 */
export function panelRankAutocorrelation(columns: PanelColumn, { lag = 1, rows }: { readonly lag?: number; readonly rows?: RowRange } = {}): number {
  if (!Number.isInteger(lag) || lag < 1) throw new AnalysisError(`panelRankAutocorrelation: lag must be a whole number of dates ≥ 1, got ${lag}`);
  const before = Object.fromEntries(Object.entries(columns).map(([symbol, values]) => [symbol, values.map((_, t) => values[t - lag] ?? Number.NaN)]));
  const pairs = panelPairs(columns, before, rows);
  const { from, to } = pairs.rows;
  let [sum, dates] = [0, 0];
  for (let row = from + lag; row < to; row++) {
    const { x, y } = crossSection(pairs, row);
    const value = x.length < 3 ? Number.NaN : correlation(standardised(averageRanks(x)), standardised(averageRanks(y)));
    if (Number.isNaN(value)) continue;
    sum += value;
    dates++;
  }
  return sum / dates;
}
