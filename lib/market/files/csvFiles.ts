import { readFile } from "node:fs/promises";
import { formatBarTime } from "../barTime.ts";
import { fileError } from "./barPiece.ts";
import type { Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import { parseBarsCsv, type CsvOptions } from "./parseBarsCsv.ts";
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

/** Bars as the text of a CSV file that `readBarsCsv` reads back exactly. A missing value is an empty cell. */
export function formatBarsCsv(bars: Bars): string {
  const lines = ["date,open,high,low,close,volume"];
  for (let t = 0; t < bars.closeTime.length; t++) {
    const numbers = [bars.open[t]!, bars.high[t]!, bars.low[t]!, bars.close[t]!, bars.volume[t]!];
    const infinite = numbers.find((value) => !Number.isFinite(value) && !Number.isNaN(value));
    if (infinite !== undefined) throw new MarketError(`${bars.symbol}, row ${t}: ${infinite} cannot be written as a bar. Repair the bars first.`);
    lines.push([formatBarTime(bars.closeTime[t]!), ...numbers.map((value) => (Number.isNaN(value) ? "" : String(value)))].join(","));
  }
  return `${lines.join("\n")}\n`;
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
