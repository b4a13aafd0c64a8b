import { CsvError, parse } from "csv-parse/sync";
import { BacktestError } from "./error.ts";
import type { DatedPosition } from "./positionsByDate.ts";

type CsvRecord = { readonly record: readonly string[]; readonly line: number };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Wanted positions from the text of a CSV file with the columns date and position, others ignored. `file` names the text in errors; the first bad row is an error that names file, line, value and remedy. */
export function parseSignalsCsv(text: string, file: string): DatedPosition[] {
  const [header, ...rows] = records(text, file);
  const names = header?.record.map((name) => name.toLowerCase()) ?? [];
  const [date, position] = [names.indexOf("date"), names.indexOf("position")];
  if (header === undefined || rows.length === 0) throw new BacktestError(`${file}: there are no signals in it. Give a CSV file with a header date,position and at least one row.`);
  if (date < 0 || position < 0) throw new BacktestError(`${file}: the header has no "${date < 0 ? "date" : "position"}"; it has ${header.record.map((name) => `"${name}"`).join(", ")}. Name the columns date,position.`);
  return rows.map(({ line, record }) => {
    const [day, wanted] = [record[date] ?? "", record[position] ?? ""];
    if (!NUMBER.test(wanted)) throw new BacktestError(`${file}, line ${line}, column position: ${wanted === "" ? "the cell is empty" : `"${wanted}" is not a number`}. Write a share of the equity from -1 (short) to 1 (long), 0 for none.`);
    return { date: day, position: Number(wanted) };
  });
}

function records(text: string, file: string): readonly CsvRecord[] {
  try {
    const found: CsvRecord[] = [];
    const note = (record: readonly string[], { lines }: { readonly lines: number }) => {
      found.push({ record, line: lines });
      return null;
    };
    parse(text, { bom: true, skip_empty_lines: true, trim: true, on_record: note });
    return found;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BacktestError(`${file}: ${error.message}. Give every row the same number of cells as the header, and close every quote.`);
  }
}
