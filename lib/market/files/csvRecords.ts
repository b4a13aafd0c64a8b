import { CsvError, parse } from "csv-parse/sync";
import { MarketError } from "../error.ts";

export type CsvText = { readonly text: string; /** Names the text in errors. */ readonly file: string; readonly delimiter: string; /** Lines of the file before the text. */ readonly linesBefore: number };

/** Gives every record of a text with quotes to `use`, with its line, blank lines left out. */
export function eachRecord({ delimiter, file, linesBefore, text }: CsvText, use: (cells: readonly string[], line: number) => void): void {
  try {
    // The library counts a line end of two characters twice.
    parse(text.replaceAll("\r\n", "\n"), {
      bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, trim: true,
      on_record: (cells: readonly string[], { lines }) => {
        use(cells, lines + linesBefore);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const message = error.message.replace(/ at line (\d+)/, (_, line: string) => ` at line ${Number(line) + linesBefore}`);
    throw new MarketError(`${file}: ${message}. Close every quote.`);
  }
}

/** Cells of a line without quotes; undefined where it is blank. */
export function cellsOf(line: string, delimiter: string): readonly string[] | undefined {
  const cells = line.split(delimiter);
  return cells.length === 1 && cells[0]!.trim() === "" ? undefined : cells.map((cell) => cell.trim());
}
