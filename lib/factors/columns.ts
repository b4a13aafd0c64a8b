import type { Series, UtcMillis } from "../market/units.ts";
import { FactorError } from "./error.ts";

/** Named columns of equal length over the same bars. NaN marks a value not yet known. */
export type Columns = {
  readonly closeTime: Series<UtcMillis>;
  /** Order of the columns, the order a network sees them in. */
  readonly names: readonly string[];
  readonly values: Readonly<Record<string, Float64Array>>;
};

/** Columns in the order of the entries. Every one has one value a bar. */
export function columnsOf(closeTime: Series<UtcMillis>, values: Readonly<Record<string, Float64Array>>): Columns {
  for (const [name, column] of Object.entries(values)) {
    if (column.length !== closeTime.length) throw new FactorError(`column "${name}" has ${column.length} rows, the bars have ${closeTime.length}`);
  }
  return { closeTime, names: Object.keys(values), values };
}

/** One column by name. */
export function column(columns: Columns, name: string): Float64Array {
  const values = columns.values[name];
  if (values === undefined) throw new FactorError(`there is no column "${name}"; there are: ${columns.names.join(", ")}`);
  return values;
}

/** The named columns only, in that order. */
export function selectColumns(columns: Columns, names: readonly string[]): Columns {
  return columnsOf(columns.closeTime, Object.fromEntries(names.map((name) => [name, column(columns, name)])));
}

/** Rows from .. to−1 of every column, as views on the same memory. */
export function sliceColumns(columns: Columns, from: number, to: number): Columns {
  return columnsOf(
    columns.closeTime.subarray(from, to),
    Object.fromEntries(columns.names.map((name) => [name, column(columns, name).subarray(from, to)])),
  );
}

/** First row from which every column has a value; the number of rows if there is none. */
export function firstCompleteRow(columns: Columns): number {
  let first = 0;
  for (const name of columns.names) {
    const values = column(columns, name);
    while (first < values.length && Number.isNaN(values[first]!)) first++;
  }
  return first;
}
