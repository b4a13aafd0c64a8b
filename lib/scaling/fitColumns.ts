import { column, type Columns } from "../factors/columns.ts";
import type { RowRange } from "../validation/split.ts";
import { ScalingError } from "./error.ts";
import { fittedScaler, type ColumnScale, type FittedScaler, type ScalerKind } from "./fittedScaler.ts";

/** A spread below this share of the largest value is rounding, not a scale. */
const ROUNDING = 1e-12;

/**
 * Fits one scale a column on the rows of the fold and on nothing else. Missing values are passed over.
 * A constant column gets scale 1, so that it becomes 0 and not infinite. A column with no value in the fold is refused.
 */
export function fitColumns(kind: ScalerKind, columns: Columns, fold: RowRange, scaleOf: (values: Float64Array) => ColumnScale): FittedScaler {
  const rows = columns.closeTime.length;
  if (!(Number.isInteger(fold.from) && Number.isInteger(fold.to) && fold.from >= 0 && fold.to <= rows && fold.from < fold.to)) {
    throw new ScalingError(`${kind} scaler: the fold ${fold.from}..${fold.to} does not lie inside the ${rows} rows; pass split.train of the same columns`);
  }
  const scales: Record<string, ColumnScale> = {};
  for (const name of columns.names) {
    const present = withoutMissing(column(columns, name).subarray(fold.from, fold.to));
    if (present.length === 0) throw new ScalingError(`${kind} scaler: column "${name}" has no value in rows ${fold.from}..${fold.to - 1}; start the fold after its warm-up or leave it out`);
    const size = largestSize(present);
    if (size === Infinity) throw new ScalingError(`${kind} scaler: column "${name}" holds an infinite value in the fold; check the factor for a division by zero`);
    const { offset, scale } = scaleOf(present);
    scales[name] = { offset, scale: scale > ROUNDING * size ? scale : 1 };
  }
  return fittedScaler({ kind, fold: { from: fold.from, to: fold.to }, scales });
}

/** The values that are there, as a view of the same memory where none is missing. */
function withoutMissing(values: Float64Array): Float64Array {
  let missing = 0;
  for (let k = 0; k < values.length; k++) if (Number.isNaN(values[k]!)) missing++;
  return missing === 0 ? values : values.filter((value) => !Number.isNaN(value));
}

function largestSize(values: Float64Array): number {
  let size = 0;
  for (let k = 0; k < values.length; k++) size = Math.max(size, Math.abs(values[k]!));
  return size;
}
