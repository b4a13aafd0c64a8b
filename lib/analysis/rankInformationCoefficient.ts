import type { Label } from "../labels/index.ts";
import type { RowRange } from "../validation/split.ts";
import { coefficientOf, type Coefficient } from "./coefficient.ts";
import { ordered } from "./ordered.ts";
import { rankPairs } from "./pairs.ts";

/**
 * Rank information coefficient of one asset over time: Spearman correlation of the column with what came after, ties averaged.
 * One wild bar moves it little, and so it is the one to select by. in, out: as `informationCoefficient`
 */
export function rankInformationCoefficient(column: Float64Array, label: Label, { rows }: { readonly rows?: RowRange } = {}): Coefficient {
  return coefficientOf(rankPairs(ordered(column, rows), ordered(label.values, rows)), label.horizon);
}
