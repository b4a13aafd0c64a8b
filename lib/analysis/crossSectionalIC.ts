import type { RowRange } from "../validation/split.ts";
import { overlapLags } from "./longRunVariance.ts";
import { meanTest, type MeanTest } from "./meanTest.ts";
import { crossSection, panelPairs, type PanelColumn } from "./panel.ts";
import { averageRanks } from "./ranks.ts";
import { correlation, standardised } from "./standardised.ts";

/**
 * Coefficient across the assets of each date, as alphalens computes it, and its mean, IR and t over dates (Newey–West over `overlapLags` dates).
 * in: one column and one label an asset  out: values [T], NaN on dates where fewer than `fewestAssets` have both numbers or all are equal
 */
export function crossSectionalIC(columns: PanelColumn, labels: PanelColumn, { by = "rankIC", fewestAssets = 5, horizon, rows }: {
  /** Bars the label looks ahead. */
  readonly horizon: number;
  readonly by?: "ic" | "rankIC";
  readonly rows?: RowRange;
  readonly fewestAssets?: number;
}): MeanTest & { readonly values: Float64Array } {
  const pairs = panelPairs(columns, labels, rows);
  const { from, to } = pairs.rows;
  const values = new Float64Array(pairs.length).fill(Number.NaN);
  for (let row = from; row < to; row++) {
    const { x, y } = crossSection(pairs, row);
    if (x.length < Math.max(2, fewestAssets)) continue;
    const [a, b] = by === "ic" ? [x, y] : [averageRanks(x), averageRanks(y)];
    values[row] = correlation(standardised(a), standardised(b));
  }
  return { ...meanTest(values.subarray(from, to), overlapLags(to - from, horizon)), values };
}
