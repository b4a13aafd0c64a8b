import { type CsvColumns, VALUES } from "./csvHeader.ts";
import { plainNumber, plainTime } from "./plainCells.ts";
import type { RowOptions, RowTable } from "./rowTable.ts";

const [NEWLINE, RETURN, COMMA, POINT] = [10, 13, 44, 46];

export type PlainText = { /** Without quotes; the last one is a line end. */ readonly bytes: Buffer; readonly delimiter: string; readonly columns: CsvColumns; readonly linesBefore: number };

/**
 * Puts the rows of a CSV text without quotes into a table, straight out of its bytes. A line that is not of the common kind, or not after the one before, is given to `other` as text,
 * which knows every kind and all errors. Returns how many lines there were.
 */
export function plainRows({ bytes, columns, delimiter, linesBefore }: PlainText, table: RowTable, { decimal, missing, zoneless }: RowOptions, other: (text: string, line: number) => void): number {
  const { date: place, width } = columns;
  const { date } = table;
  const separator = delimiter.charCodeAt(0);
  const sign = decimal === "comma" ? COMMA : POINT;
  const isUtc = zoneless === "UTC";
  const mayMiss = missing === "NaN";
  const places = Int32Array.from(VALUES, (name) => columns[name]);
  const targets = VALUES.map((name) => table[name]);
  // Cell k lies between bounds[k] and bounds[k + 1], both left out.
  const bounds = new Int32Array(width + 1);
  let line = linesBefore;
  let last = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < bytes.length; line++) {
    let [at, cell] = [start, 0];
    bounds[0] = start - 1;
    for (let byte = bytes[at]!; byte !== NEWLINE; byte = bytes[++at]!) if (byte === separator && ++cell < width) bounds[cell] = at;
    bounds[width] = at > start && bytes[at - 1] === RETURN ? at - 1 : at;
    let isPlain = cell + 1 === width;
    if (isPlain) {
      const time = plainTime(bytes, bounds[place]! + 1, bounds[place + 1]!, isUtc);
      date[table.rows] = time;
      isPlain = time > last;
    }
    for (let k = 0; isPlain && k < 5; k++) {
      const from = bounds[places[k]!]! + 1;
      const to = bounds[places[k]! + 1]!;
      const value = plainNumber(bytes, from, to, sign);
      targets[k]![table.rows] = value;
      isPlain = value === value || (mayMiss && from === to);
    }
    if (isPlain) table.rows++;
    else other(bytes.toString("utf8", start, at), line + 1);
    if (table.rows > 0) last = date[table.rows - 1]!;
    start = at + 1;
  }
  return line - linesBefore;
}
