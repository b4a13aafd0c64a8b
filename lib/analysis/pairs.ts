import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import { checkRows, type Ordered } from "./ordered.ts";
import { rankInto } from "./ranks.ts";

/** The rows where two columns both have a value, in order of time. */
export type Pairs = { readonly rows: Int32Array; readonly x: Float64Array; readonly y: Float64Array };

/** Values of the pairwise complete rows. */
export function completePairs(x: Float64Array, y: Float64Array, rows: RowRange = { from: 0, to: x.length }): Pairs {
  const complete = completeRows(x, y, rows);
  return { rows: complete, x: valuesAt(x, complete), y: valuesAt(y, complete) };
}

/** Ranks among the pairwise complete rows that lie in both ranges, ties averaged. */
export function rankPairs(a: Ordered, b: Ordered): Pairs {
  const rows = completeRows(a.values, b.values, { from: Math.max(a.rows.from, b.rows.from), to: Math.min(a.rows.to, b.rows.to) });
  const places = new Int32Array(a.values.length).fill(-1);
  for (let k = 0; k < rows.length; k++) places[rows[k]!] = k;
  const [x, y] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  rankInto(a, x, places);
  rankInto(b, y, places);
  return { rows, x, y };
}

function completeRows(x: Float64Array, y: Float64Array, rows: RowRange): Int32Array {
  if (x.length !== y.length) throw new AnalysisError(`the column has ${x.length} rows and the label ${y.length}; make both from the same bars`);
  checkRows(x, rows);
  const complete = new Int32Array(rows.to - rows.from);
  let count = 0;
  for (let t = rows.from; t < rows.to; t++) if (!Number.isNaN(x[t]! + y[t]!)) complete[count++] = t;
  return complete.subarray(0, count);
}

function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) out[k] = values[rows[k]!]!;
  return out;
}
