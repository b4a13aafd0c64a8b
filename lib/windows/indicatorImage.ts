import { column, type Columns } from "../factors/columns.ts";
import { WindowError } from "./error.ts";

/** A picture: brightness row by row, top row first. */
export type Picture = { readonly height: number; readonly width: number; /** [height · width] */ readonly values: Float64Array };

/** The picture of a window and what its rows and columns are. */
export type IndicatorImage = Picture & { /** Names of the rows, top first. */ readonly indicators: readonly string[]; /** Row of the table that ends the window. */ readonly row: number };

/**
 * What a network on indicator images sees of the window that ends in a row: an indicator a row, a step a column, the newest on the right.
 * The numbers are the columns' own: give scaled columns. Sezer & Ozbayoglu 2018.
 * out: F × T; NaN where a column has no value
 */
export function indicatorImage(columns: Columns, row: number, lookback: number): IndicatorImage {
  const length = columns.closeTime.length;
  if (!(Number.isInteger(lookback) && lookback >= 1)) throw new WindowError(`indicatorImage: lookback must be a whole number ≥ 1, got ${lookback}`);
  if (!(Number.isInteger(row) && row >= lookback - 1 && row < length)) {
    throw new WindowError(`indicatorImage: a window of ${lookback} steps cannot end in row ${row} of ${length}; give a row from ${lookback - 1} to ${length - 1}`);
  }
  const values = new Float64Array(columns.names.length * lookback);
  columns.names.forEach((name, f) => values.set(column(columns, name).subarray(row - lookback + 1, row + 1), f * lookback));
  return { height: columns.names.length, width: lookback, values, indicators: columns.names, row };
}
