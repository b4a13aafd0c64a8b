import { MarketError } from "../error.ts";
import { type CellOptions, numberOfCell, timeOfCell } from "./csvCells.ts";
import { type CsvColumn, type CsvColumns, VALUES } from "./csvHeader.ts";

/** Columns that are filled row by row, and how many rows are in them. */
export type RowTable = Readonly<Record<CsvColumn, Float64Array>> & { rows: number };

export type RowOptions = CellOptions & {
  /** What a date not after the one before is: an error, or left for `checkBars` to find. */
  readonly order?: "error" | "keep";
};

/** A table with room for so many rows. */
export function rowTable(most: number): RowTable {
  const column = (): Float64Array => new Float64Array(most);
  return { rows: 0, date: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
}

/** Adds a row by its cells. The first cell that is not as it should be is an error that names file, line, column, value and remedy. */
export function addRow(table: RowTable, cells: readonly string[], columns: CsvColumns, place: { readonly file: string; readonly line: number }, options: RowOptions): void {
  const { rows } = table;
  const date = cells[columns.date]!;
  const time = timeOfCell(date, place, options);
  if (options.order !== "keep" && rows > 0 && !(time > table.date[rows - 1]!)) {
    const what = time === table.date[rows - 1] ? "is there twice" : "is not after the row before";
    throw new MarketError(`${place.file}, line ${place.line}: the date "${date}" ${what}. Sort the rows by date, oldest first, one row a bar; or read with order "keep" and let checkBars list all such rows.`);
  }
  table.date[rows] = time;
  for (const name of VALUES) table[name][rows] = numberOfCell(cells[columns[name]]!, name, place, options);
  table.rows = rows + 1;
}
