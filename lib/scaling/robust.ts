import type { Columns } from "../factors/columns.ts";
import { quantile } from "../market/quantile.ts";
import type { RowRange } from "../validation/split.ts";
import { fitColumns } from "./fitColumns.ts";
import type { FittedScaler } from "./fittedScaler.ts";

/** Robust scaler: (x − median) / (75 % quantile − 25 % quantile) of the fold, as in scikit-learn's RobustScaler. One crash does not set the scale. */
export function fitRobust(columns: Columns, fold: RowRange): FittedScaler {
  return fitColumns("robust", columns, fold, (values) => {
    const sorted = values.slice().sort();
    return { offset: quantile(sorted, 0.5), scale: quantile(sorted, 0.75) - quantile(sorted, 0.25) };
  });
}
