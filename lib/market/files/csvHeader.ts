import { MarketError } from "../error.ts";
import { cellsOf, eachRecord } from "./csvRecords.ts";
import { csvShape, firstLineOf } from "./csvShape.ts";
import type { Stamps } from "./stampCloses.ts";

export const VALUES = ["open", "high", "low", "close", "volume"] as const;
export type CsvColumn = "date" | (typeof VALUES)[number];
export const HEADER = `date,${VALUES.join(",")}`;

/** Where each column stands in a row, how many cells a row has, and what the name of the date says of it. */
export type CsvColumns = Readonly<Record<CsvColumn, number>> & { readonly width: number; readonly stamps: Stamps };

export type CsvHeader = {
  readonly line: string;
  readonly delimiter: string;
  /** Undefined where a quote of the header ends on another line. */
  readonly columns: CsvColumns | undefined;
  /** Lines of the text before its first row. */
  readonly lines: number;
};

/** The header of a text, its own or one that is known of files without; undefined where the text is blank. */
export function csvHeader(text: string, file: string): CsvHeader | undefined {
  const first = firstLineOf(text);
  if (first === undefined) return undefined;
  const { delimiter, header } = csvShape(first.line, file);
  const line = header ?? first.line;
  let columns: CsvColumns | undefined;
  if (!line.includes('"')) columns = csvColumns(cellsOf(line, delimiter)!, file);
  else if (line.split('"').length % 2 === 1) eachRecord({ text: line, file, delimiter, linesBefore: first.before }, (cells) => void (columns = csvColumns(cells, file)));
  return { line, delimiter, columns, lines: header === undefined ? first.before + 1 : first.before };
}

const DATE_NAMES = ["date", "datetime", "timestamp", "time", "open_time"];

/** Columns by the cells of a header. One that is missing, or there twice, is an error. */
export function csvColumns(header: readonly string[], file: string): CsvColumns {
  const names = header.map((name) => name.toLowerCase().replace(/^<(.*)>$/, "$1").replaceAll(" ", "_"));
  if (names.includes("date") && names.includes("time")) throw new MarketError(`${file}: the header has a "date" and a "time" of its own. Write both into one column date, such as 2020-04-17T20:00:00Z.`);
  const date = DATE_NAMES.find((name) => names.includes(name)) ?? "date";
  const missing = [date, ...VALUES].filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new MarketError(`${file}: the header has no ${missing.map((name) => `"${name}"`).join(", ")}; it has ${header.map((name) => `"${name}"`).join(", ")}. Name the columns ${HEADER}.`);
  }
  const twice = [date, ...VALUES].find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw new MarketError(`${file}: the header names "${twice}" twice. Rename or delete one of the two columns.`);
  const place = (name: CsvColumn): number => names.indexOf(name);
  return { width: names.length, date: names.indexOf(date), stamps: date === "open_time" ? "open" : "close", open: place("open"), high: place("high"), low: place("low"), close: place("close"), volume: place("volume") };
}
