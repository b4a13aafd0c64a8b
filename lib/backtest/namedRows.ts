import { CsvError, parse } from "csv-parse/sync";
import type { z } from "zod";
import { BacktestError } from "./error.ts";

/** A number as a person writes it. */
export const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** What a CSV file shall hold: in words, its columns, and those without which it says nothing. */
export type CsvShape = { readonly what: string; readonly columns: readonly string[]; readonly needed: readonly string[] };

/** A row by the names of its columns; a column that the file has not is not in it. */
export type NamedRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

/** Rows of the text of a CSV file with a header; names of columns may stand in any order and case, others are ignored. `file` names the text in errors, which name what is wrong and the remedy. */
export function namedRows(text: string, file: string, { columns, needed, what }: CsvShape): readonly NamedRow[] {
  const [header, ...rows] = records(text, file);
  const names = header?.record.map((name) => name.toLowerCase()) ?? [];
  if (header === undefined || rows.length === 0) throw new BacktestError(`${file}: there are no ${what} in it. Give a CSV file with a header ${columns.join(",")} and at least one row.`);
  const missing = needed.find((name) => !names.includes(name));
  if (missing !== undefined) throw new BacktestError(`${file}: the header has no "${missing}"; it has ${header.record.map((name) => `"${name}"`).join(", ")}. Name the columns ${columns.join(",")}.`);
  const twice = columns.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw new BacktestError(`${file}: the header has "${twice}" twice. Name each column once.`);
  const places = columns.flatMap((name) => (names.includes(name) ? [[name, names.indexOf(name)] as const] : []));
  return rows.map(({ line, record }) => ({ line, cells: Object.fromEntries(places.map(([name, place]) => [name, record[place] ?? ""])) }));
}

/** Rows as a schema reads them; the first cell it refuses is an error that names file, line and column. */
export function checkedRows<T>(rows: readonly NamedRow[], file: string, schema: z.ZodType<T>): readonly (T & { readonly line: number })[] {
  return rows.map(({ cells, line }) => {
    const { data, error } = schema.safeParse(cells);
    const [issue] = error?.issues ?? [];
    if (issue !== undefined || data === undefined) throw new BacktestError(`${file}, line ${line}, column ${issue?.path.join(".")}: ${issue?.message}`);
    return { ...data, line };
  });
}

function records(text: string, file: string): readonly { readonly record: readonly string[]; readonly line: number }[] {
  try {
    const found: { readonly record: readonly string[]; readonly line: number }[] = [];
    const note = (record: readonly string[], { lines }: { readonly lines: number }) => {
      found.push({ record, line: lines });
      return null;
    };
    // The library counts a line end of two characters twice.
    parse(text.replaceAll("\r\n", "\n"), { bom: true, skip_empty_lines: true, trim: true, on_record: note });
    return found;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BacktestError(`${file}: ${error.message}. Give every row the same number of cells as the header, and close every quote.`);
  }
}
