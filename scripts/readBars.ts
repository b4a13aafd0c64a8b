import path from "node:path";
import type { Bars, Interval } from "../lib/market/bars.ts";
import { checkValues } from "../lib/market/quality/checks/values.ts";
import { readBarsCsv } from "../lib/market/files/csvFiles.ts";
import { MarketError } from "../lib/market/error.ts";
import type { FindingCode } from "../lib/market/finding.ts";

/** What no bar can be. An open or close outside its range is odd too, but real sources have it: it is told and used as it is. */
const IMPOSSIBLE: readonly FindingCode[] = ["price not positive", "high below low", "negative volume"];

/** Bars of a CSV or Parquet file for a command: an impossible bar is an error that names the file and the bar, an odd one a warning. */
export async function readBars(file: string, { symbol, interval }: { symbol?: string | undefined; interval?: Interval | undefined }): Promise<Bars> {
  const read = path.extname(file) === ".parquet" ? (await import("../lib/market/files/parquetFiles.ts")).readBarsParquet : readBarsCsv;
  const bars = await read(file, { symbol: symbol ?? path.basename(file, path.extname(file)), ...(interval && { interval }) });
  const findings = [...checkValues(bars)];
  const where = ({ date, column = "" }: { date: string; column?: string }) => `${file}, bar of ${date}, column ${column}`;
  const [first, ...others] = findings.filter(({ code }) => IMPOSSIBLE.includes(code));
  if (first) {
    const more = others.length === 0 ? "" : ` ${others.length} more like it ${others.length === 1 ? "follows" : "follow"}.`;
    throw new MarketError(`${where(first.where)}: ${first.code}; expected ${first.expected}, got ${first.got}.${more} Mend or delete the row; notebooks/02-clean.ipynb shows how bad rows are found and repaired.`);
  }
  const odd = findings[0];
  if (odd) console.warn(`${where(odd.where)}: ${odd.code}; expected ${odd.expected}, got ${odd.got}. ${findings.length === 1 ? "It is used as it is" : `It and ${findings.length - 1} more are used as they are`}.`);
  return bars;
}
