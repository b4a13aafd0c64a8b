import { MarketError } from "../error.ts";
import { type CsvColumns, csvColumns, type CsvHeader } from "./csvHeader.ts";
import { cellsOf, eachRecord } from "./csvRecords.ts";
import { plainRows } from "./plainRows.ts";
import { addRow, type RowOptions, type RowTable, rowTable } from "./rowTable.ts";

const [NEWLINE, QUOTE] = [10, 34];
/** Bytes of the shortest row: a character for its date, five delimiters and a line end. Memory that no row needs is never touched, and so not taken. */
const SHORTEST = 7;

export type CsvRowsOptions = RowOptions & { readonly file: string; readonly header: CsvHeader; /** Lines of the file before the rows. */ readonly linesBefore: number };

/** Rows of a CSV text that stand under a header, and how many line ends are among them. Text without quotes is read out of its bytes, text with quotes by the library. */
export function csvRows(bytes: Buffer, { file, header, linesBefore, ...options }: CsvRowsOptions): { readonly table: RowTable; readonly columns: CsvColumns | undefined; readonly lines: number } {
  const { delimiter } = header;
  const table = rowTable(bytes.length / SHORTEST + 1);
  let lines = 0;
  let { columns } = header;
  const add = (cells: readonly string[], line: number, into: CsvColumns): void => {
    if (cells.length !== into.width) throw new MarketError(`${file}, line ${line}: it has ${cells.length} cells, the header has ${into.width}. Give every row the same number of cells as the header.`);
    addRow(table, cells, into, { file, line }, options);
  };
  if (columns !== undefined && !bytes.includes(QUOTE)) {
    const known = columns;
    lines = plainRows({ bytes: endingLine(bytes), delimiter, columns, linesBefore }, table, options, (text, line) => {
      const cells = cellsOf(text, delimiter);
      if (cells) add(cells, line, known);
    });
  } else {
    columns = undefined;
    const text = bytes.toString();
    lines = text.split("\n").length - 1;
    eachRecord({ text: `${header.line}\n${text}`, file, delimiter, linesBefore: linesBefore - 1 }, (cells, line) => {
      if (columns === undefined) columns = csvColumns(cells, file);
      else add(cells, line, columns);
    });
  }
  return { table, columns, lines };
}

function endingLine(bytes: Buffer): Buffer {
  return bytes.length === 0 || bytes.at(-1) === NEWLINE ? bytes : Buffer.concat([bytes, Buffer.of(NEWLINE)]);
}
