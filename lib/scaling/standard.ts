import type { Columns } from "../factors/columns.ts";
import type { RowRange } from "../validation/split.ts";
import { fitColumns } from "./fitColumns.ts";
import type { FittedScaler } from "./fittedScaler.ts";

/** Standard scaler: (x − mean) / standard deviation of the fold, the population form (÷ n) as in scikit-learn's StandardScaler. Two passes. */
export function fitStandard(columns: Columns, fold: RowRange): FittedScaler {
  return fitColumns("standard", columns, fold, (values) => {
    let sum = 0;
    for (let k = 0; k < values.length; k++) sum += values[k]!;
    const mean = sum / values.length;
    let squares = 0;
    for (let k = 0; k < values.length; k++) squares += (values[k]! - mean) ** 2;
    return { offset: mean, scale: Math.sqrt(squares / values.length) };
  });
}
