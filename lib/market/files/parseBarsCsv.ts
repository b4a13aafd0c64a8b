import type { Bars, Interval } from "../bars.ts";
import { type CsvColumns, csvHeader, HEADER } from "./csvHeader.ts";
import { csvRows } from "./csvRows.ts";
import { MarketError } from "../error.ts";
import { inferInterval } from "./inferInterval.ts";
import type { RowOptions, RowTable } from "./rowTable.ts";
import { type Stamps, stampCloses } from "./stampCloses.ts";

export type CsvOptions = RowOptions & {
  readonly symbol: string;
  /** Found from the steps between rows when left out. */
  readonly interval?: Interval;
  /** What the times stand for. When left out: the opens if the header says open_time, else the closes. */
  readonly stamps?: Stamps;
};

/**
 * Bars from the text of a CSV file with the columns date, open, high, low, close, volume, in any order, other columns ignored. Commas, semicolons, tabs or bars separate.
 * The date may be called datetime, timestamp, time or open_time, and may be a number since 1970. `file` names the text in errors.
 * The first bad row is an error that names file, line, column, value and remedy.
 */
export function parseBarsCsv(text: string, file: string, options: CsvOptions): Bars {
  const header = csvHeader(text, file);
  if (header === undefined) throw noBars(file);
  const { columns, table } = csvRows(afterLines(Buffer.from(text), header.lines), { ...options, file, header, linesBefore: header.lines });
  if (columns === undefined || table.rows === 0) throw noBars(file);
  return barsOfRows(table, columns, file, options);
}

/** Bars of rows that were read, of which there is one at least. */
export function barsOfRows(table: RowTable, { stamps }: CsvColumns, file: string, options: Pick<CsvOptions, "symbol" | "interval" | "stamps">): Bars {
  const cut = (column: Float64Array): Float64Array => column.slice(0, table.rows);
  const time = cut(table.date);
  const interval = options.interval ?? inferInterval(time, file);
  const closeTime = (options.stamps ?? stamps) === "open" ? stampCloses(time, interval) : time;
  return { symbol: options.symbol, interval, provenance: `file ${file}`, closeTime, open: cut(table.open), high: cut(table.high), low: cut(table.low), close: cut(table.close), volume: cut(table.volume) };
}

/** What follows so many lines. */
export function afterLines(bytes: Buffer, lines: number): Buffer {
  let start = 0;
  for (let k = 0; k < lines; k++) {
    const end = bytes.indexOf("\n", start);
    if (end < 0) return bytes.subarray(bytes.length);
    start = end + 1;
  }
  return bytes.subarray(start);
}

export function noBars(file: string): MarketError {
  return new MarketError(`${file}: there are no bars in it. Give a CSV file with a header ${HEADER} and at least one row.`);
}
