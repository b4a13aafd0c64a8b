import { namedRows, NUMBER } from "./namedRows.ts";
import { BacktestError } from "./error.ts";
import type { DatedPosition } from "./positionsByDate.ts";

/** Wanted positions from the text of a CSV file with the columns date and position, others ignored. `file` names the text in errors; the first bad row is an error that names file, line, value and remedy. */
export function parseSignalsCsv(text: string, file: string): DatedPosition[] {
  return namedRows(text, file, { what: "signals", columns: ["date", "position"], needed: ["date", "position"] }).map(({ cells: { date = "", position = "" }, line }) => {
    if (!NUMBER.test(position)) throw new BacktestError(`${file}, line ${line}, column position: ${position === "" ? "the cell is empty" : `"${position}" is not a number`}. Write a share of the equity from -1 (short) to 1 (long), 0 for none.`);
    return { date, position: Number(position) };
  });
}
