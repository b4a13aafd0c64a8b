import { isNotebook, show } from "./bundle.ts";
import { tableBundle } from "./table.ts";
import type { ArqueroTable } from "./tableSource.ts";

/** Rows of the table printed last, on the global object: kernel and cell may hold an instance of this module each. */
const PRINTED = Symbol.for("marketbook.printedRows");

/**
 * `console.table` for notebooks: a table under the cell in place of one drawn with lines on the terminal.
 * Arquero's `print()` ends in it and then returns the table, which the cell would show once more; the rows are
 * remembered until the cell is over, so that `displayOf` can leave the second out.
 */
export function consoleTable(data: unknown, names?: readonly string[]): void {
  const rows = Array.isArray(data) && data.every((row) => typeof row === "object" && row !== null) ? data : undefined;
  if (rows === undefined || !isNotebook()) {
    console.log(data);
    return;
  }
  Reflect.set(globalThis, PRINTED, rows);
  setImmediate(() => Reflect.deleteProperty(globalThis, PRINTED));
  const shown = names === undefined ? rows : rows.map((row) => Object.fromEntries(names.map((name) => [name, Reflect.get(row, name)])));
  show(tableBundle(shown, { rows: shown.length }));
}

/** Whether the table has just printed itself in this cell. */
export function isAlreadyPrinted(table: ArqueroTable): boolean {
  const rows: unknown = Reflect.get(globalThis, PRINTED);
  if (!Array.isArray(rows) || rows.length > table.numRows()) return false;
  return table.columnNames().every((name) => rows.every((row, k) => Object.is(Reflect.get(Object(row), name), table.get(name, k))));
}
