import type { Label } from "../labels/index.ts";
import type { RowRange } from "../validation/split.ts";
import { coefficientOf, type Coefficient } from "./coefficient.ts";
import { completePairs } from "./pairs.ts";

/**
 * Information coefficient of one asset over time: Pearson correlation of the column with what came after. Grinold and Kahn 2000.
 * in: column [T]; the rows where column and label both have a value count  out: NaN below 30 rows, and where one does not vary
 */
export function informationCoefficient(column: Float64Array, label: Label, { rows }: { readonly rows?: RowRange } = {}): Coefficient {
  return coefficientOf(completePairs(column, label.values, rows), label.horizon);
}
