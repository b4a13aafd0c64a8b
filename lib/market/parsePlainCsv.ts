import { parseBarTime } from "./barTime.ts";
import { CSV_COLUMNS, emptyCsvColumns, type CsvColumns } from "./csvColumns.ts";
import { decimal } from "./decimal.ts";

/**
 * The columns of a CSV text of bars that is plain: no quote, nothing around a cell, as many cells in each row as in the header,
 * a time or a number in each, times rising. One pass over the characters; numbers are read where they stand.
 * Undefined for every other text: the careful reader of `parseBarsCsv` reads that, or says what is wrong with it.
 */
export function parsePlainCsv(text: string): CsvColumns | undefined {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const headerEnd = text.indexOf(newline);
  if (headerEnd < 0 || text.includes('"')) return undefined;
  const header = text.slice(0, headerEnd).toLowerCase().split(",");
  if (CSV_COLUMNS.some((name) => !header.includes(name))) return undefined;

  const rows = rowStarts(text, headerEnd, newline);
  const columns = emptyCsvColumns(rows.length);
  const places: (Float64Array | undefined)[] = header.map(() => undefined);
  for (const name of CSV_COLUMNS) places[header.indexOf(name)] = columns[name];
  for (let row = 0; row < rows.length; row++) {
    let from = rows[row]!;
    const next = text.indexOf(newline, from);
    const end = next < 0 ? text.length : next;
    for (let cell = 0; cell < places.length; cell++) {
      const comma = text.indexOf(",", from);
      const to = comma < 0 || comma > end ? end : comma;
      if ((to === end) !== (cell === places.length - 1)) return undefined;
      const column = places[cell];
      if (column !== undefined) {
        const value = column === columns.date ? parseBarTime(text.slice(from, to)) : decimal(text, from, to);
        if (value === undefined || !Number.isFinite(value)) return undefined;
        column[row] = value;
      }
      from = to + 1;
    }
    if (row > 0 && columns.date[row]! <= columns.date[row - 1]!) return undefined;
  }
  return rows.length === 0 ? undefined : columns;
}

/** Where the lines behind the header begin, empty ones left out. */
function rowStarts(text: string, headerEnd: number, newline: string): readonly number[] {
  const starts: number[] = [];
  for (let from = headerEnd + newline.length; from < text.length; ) {
    const end = text.indexOf(newline, from);
    if (end !== from) starts.push(from);
    from = end < 0 ? text.length : end + newline.length;
  }
  return starts;
}
