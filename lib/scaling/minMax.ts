import type { Columns } from "../factors/columns.ts";
import type { RowRange } from "../validation/split.ts";
import { fitColumns } from "./fitColumns.ts";
import type { FittedScaler } from "./fittedScaler.ts";

/**
 * Min–max scaler: (x − min) / (max − min), minimum and maximum of the fold. Inside the fold the result lies in 0..1;
 * later values may lie outside, as prices do that reach a new high.
 */
export function fitMinMax(columns: Columns, fold: RowRange): FittedScaler {
  return fitColumns("minMax", columns, fold, (values) => {
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return { offset: low, scale: high - low };
  });
}
