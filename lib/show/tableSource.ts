import type { Columns } from "../factors/columns.ts";
import { BAR_COLUMNS, type Bars } from "../market/bars.ts";

/** An arquero table, known by what it can do: a notebook may hold another instance of the package. */
export type ArqueroTable = { numRows(): number; numCols(): number; columnNames(): string[]; get(name: string, row?: number): unknown };
/** A danfojs frame or series. */
export type DanfoFrame = {
  readonly columns: readonly string[];
  readonly index: readonly (string | number)[];
  readonly shape: readonly number[];
  readonly values: unknown;
  readonly $isSeries: boolean;
};
export type TableSource = readonly object[] | ArqueroTable | DanfoFrame | Columns | Bars;

/** The first rows of a table, column by column, and how many rows there are in all. */
export type TableHead = { readonly names: readonly string[]; readonly columns: readonly (readonly unknown[])[]; readonly rowCount: number };

export function isArqueroTable(value: object): value is ArqueroTable {
  return hasMethods(value, "numRows", "numCols", "columnNames", "get");
}

export function isDanfoFrame(value: object): value is DanfoFrame {
  return "$isSeries" in value && "columns" in value && "index" in value && "shape" in value && "values" in value;
}

export function isColumns(value: object): value is Columns {
  return "closeTime" in value && ArrayBuffer.isView(value.closeTime) && "names" in value && Array.isArray(value.names) && "values" in value;
}

export function isBars(value: object): value is Bars {
  return BAR_COLUMNS.every((name) => name in value) && "closeTime" in value && ArrayBuffer.isView(value.closeTime) && "symbol" in value;
}

/** The first `rows` rows of anything that is a table. A row without a field leaves its cell missing. */
export function tableHead(source: TableSource, rows: number): TableHead {
  if (isArqueroTable(source)) {
    const names = source.columnNames();
    return headOf(names, source.numRows(), rows, (name, row) => source.get(name, row));
  }
  if (isDanfoFrame(source)) return danfoHead(source, rows);
  if (isBars(source)) return headOf(BAR_COLUMNS, source.closeTime.length, rows, (name, row) => source[BAR_COLUMNS.find((column) => column === name) ?? "close"][row]);
  if (isColumns(source)) {
    const { closeTime, names, values } = source;
    return headOf(["closeTime", ...names], closeTime.length, rows, (name, row) => (name === "closeTime" ? closeTime[row] : values[name]?.[row]));
  }
  const shown = source.slice(0, rows);
  const names = [...new Set(shown.flatMap((row) => Object.keys(row)))];
  return { names, columns: names.map((name) => shown.map((row) => Reflect.get(row, name))), rowCount: source.length };
}

function headOf(names: readonly string[], rowCount: number, rows: number, cell: (name: string, row: number) => unknown): TableHead {
  const shown = Array.from({ length: Math.min(rows, rowCount) }, (_, row) => row);
  return { names, columns: names.map((name) => shown.map((row) => cell(name, row))), rowCount };
}

/** The index is a column of its own unless it only counts the rows. */
function danfoHead(frame: DanfoFrame, rows: number): TableHead {
  const rowCount = frame.shape[0] ?? 0;
  const values = Array.isArray(frame.values) ? frame.values : [];
  const head = headOf(frame.columns, rowCount, rows, (name, row) => (frame.$isSeries ? values[row] : values[row]?.[frame.columns.indexOf(name)]));
  if (frame.index.every((label, row) => label === row)) return head;
  return { ...head, names: ["", ...head.names], columns: [frame.index.slice(0, rows), ...head.columns] };
}

function hasMethods(value: object, ...names: readonly string[]): boolean {
  return names.every((name) => typeof Reflect.get(value, name) === "function");
}
