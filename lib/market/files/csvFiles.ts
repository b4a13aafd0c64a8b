import { readFile } from "node:fs/promises";
import { fileError } from "./barPiece.ts";
import type { Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import { parseBarsCsv, type CsvOptions } from "./parseBarsCsv.ts";
import { LONGEST_CELL, timeWriter, writeNumber } from "./writeCells.ts";
import { writeWhole } from "./writeWhole.ts";

/** Bars of a CSV file. A file that is not there, or a bad row, is an error that names it and the remedy. */
export async function readBarsCsv(path: string, options: CsvOptions): Promise<Bars> {
  return parseBarsCsv(await readText(path, "bars"), path, options);
}

/** Text of a file; what is wrong with it is said in the reader's words. */
export async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw fileError(path, error, what);
  }
}

/** Rows of which the text is made at once. */
const BLOCK = 4096;
const [NEWLINE, COMMA] = [10, 44];

/** Bars as the text of a CSV file that `readBarsCsv` reads back exactly. A missing value is an empty cell. */
export function formatBarsCsv(bars: Bars): string {
  const rows = bars.closeTime.length;
  const columns = [bars.open, bars.high, bars.low, bars.close, bars.volume];
  const bytes = Buffer.allocUnsafe(Math.min(rows, BLOCK) * (columns.length + 1) * (LONGEST_CELL + 1));
  const writeTime = timeWriter();
  let text = "date,open,high,low,close,volume\n";
  for (let start = 0; start < rows; start += BLOCK) {
    let at = 0;
    for (let t = start; t < Math.min(rows, start + BLOCK); t++) {
      at = writeTime(bytes, at, bars.closeTime[t]!);
      for (const column of columns) {
        const value = column[t]!;
        bytes[at++] = COMMA;
        if (Number.isFinite(value)) at = writeNumber(bytes, at, value);
        else if (!Number.isNaN(value)) throw new MarketError(`${bars.symbol}, row ${t}: ${value} cannot be written as a bar. Repair the bars first.`);
      }
      bytes[at++] = NEWLINE;
    }
    text += bytes.toString("latin1", 0, at);
  }
  return text;
}

/** Writes bars as a CSV file, whole or not at all. */
export async function writeBarsCsv(path: string, bars: Bars): Promise<void> {
  const text = formatBarsCsv(bars);
  try {
    writeWhole(path, text);
  } catch (error) {
    throw new MarketError(`${path}: the bars of ${bars.symbol} could not be written (${error instanceof Error ? error.message : String(error)}). Check that the folder exists, may be written and has room; what was there before is kept.`);
  }
}
