import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import { radixOrder } from "./radixOrder.ts";

/** A column with the rows of a range that have a value, from the smallest value to the largest; equal values in order of time. Sorted once, ranked often. */
export type Ordered = { readonly values: Float64Array; readonly order: Int32Array; readonly rows: RowRange };

/** Rows in order of their values. in: values [T], NaN where missing */
export function ordered(values: Float64Array, rows: RowRange = { from: 0, to: values.length }): Ordered {
  checkRows(values, rows);
  const known = new Int32Array(rows.to - rows.from);
  let count = 0;
  for (let t = rows.from; t < rows.to; t++) if (!Number.isNaN(values[t]!)) known[count++] = t;
  return { values, rows, order: radixOrder(values, known.subarray(0, count)) };
}

/** Refuses rows outside the column. */
export function checkRows(values: ArrayLike<number>, { from, to }: RowRange): void {
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  if (!isWhole || from < 0 || to > values.length || from >= to) throw new AnalysisError(`rows ${from}..${to} do not lie in the ${values.length} rows of the column; give { from, to } inside them`);
}
