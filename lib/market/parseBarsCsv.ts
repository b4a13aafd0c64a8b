import { CsvError, parse } from "csv-parse/sync";
import { parseBarTime } from "./barTime.ts";
import type { Bars, Interval } from "./bars.ts";
import { MarketError } from "./error.ts";
import { inferInterval } from "./inferInterval.ts";

export type CsvOptions = {
  readonly symbol: string;
  /** Found from the smallest step between two rows when left out. */
  readonly interval?: Interval;
  /** What an empty cell is: an error, or a missing value for `checkBars` to find. */
  readonly missing?: "error" | "NaN";
  /** What a date not after the one before is: an error, or left for `checkBars` to find. */
  readonly order?: "error" | "keep";
  /** Lines of the file that are not in the text, for a file read in pieces. */
  readonly linesBefore?: number;
};

const COLUMNS = ["date", "open", "high", "low", "close", "volume"] as const;
type CsvColumn = (typeof COLUMNS)[number];
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const EMPTY = /^(|nan|na|n\/a|null)$/i;

/**
 * Bars from the text of a CSV file with the columns date, open, high, low, close, volume, in any order, other columns ignored.
 * `file` names the text in errors. The first bad row is an error that names file, line, column, value and remedy.
 */
export function parseBarsCsv(text: string, file: string, { symbol, interval, linesBefore = 0, missing = "error", order = "error" }: CsvOptions): Bars {
  const [header, ...rows] = records(text, file, linesBefore);
  const places = header ? columnPlaces(header.record, file) : undefined;
  if (places === undefined || rows.length === 0) throw new MarketError(`${file}: there are no bars in it. Give a CSV file with a header ${COLUMNS.join(",")} and at least one row.`);
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, new Float64Array(rows.length)]));
  rows.forEach(({ line, record }, k) => {
    for (const name of COLUMNS) columns[name]![k] = cell(record[places[name]] ?? "", name, { file, line, missing });
    const time = columns["date"]!;
    if (order === "error" && k > 0 && !(time[k]! > time[k - 1]!)) {
      const what = time[k] === time[k - 1] ? "is there twice" : "is not after the row before";
      throw new MarketError(`${file}, line ${line}: the date "${record[places.date]}" ${what}. Sort the rows by date, oldest first, one row a bar; or read with order "keep" and let checkBars list all such rows.`);
    }
  });
  const { date, open, high, low, close, volume } = columns;
  return { symbol, interval: interval ?? inferInterval(date!, file), provenance: `file ${file}`, closeTime: date!, open: open!, high: high!, low: low!, close: close!, volume: volume! };
}

type CsvRecord = { readonly record: readonly string[]; readonly line: number };

function records(text: string, file: string, linesBefore: number): readonly CsvRecord[] {
  try {
    const found: CsvRecord[] = [];
    parse(text, {
      bom: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: readonly string[], { lines }) => {
        found.push({ record, line: lines + linesBefore });
        return null;
      },
    });
    return found;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new MarketError(`${file}: ${error.message}. Give every row the same number of cells as the header, and close every quote.`);
  }
}

function columnPlaces(header: readonly string[], file: string): Record<CsvColumn, number> {
  const names = header.map((name) => name.toLowerCase());
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new MarketError(`${file}: the header has no ${missing.map((name) => `"${name}"`).join(", ")}; it has ${header.map((name) => `"${name}"`).join(", ")}. Name the columns ${COLUMNS.join(",")}.`);
  }
  const twice = COLUMNS.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw new MarketError(`${file}: the header names "${twice}" twice. Rename or delete one of the two columns.`);
  const place = (name: CsvColumn): number => names.indexOf(name);
  return { date: place("date"), open: place("open"), high: place("high"), low: place("low"), close: place("close"), volume: place("volume") };
}

function cell(text: string, name: CsvColumn, { file, line, missing }: { file: string; line: number; missing: "error" | "NaN" }): number {
  const bad = (remedy: string): MarketError => new MarketError(`${file}, line ${line}, column ${name}: ${text === "" ? "the cell is empty" : `"${text}" is not ${name === "date" ? "a date" : "a number"}`}. ${remedy}`);
  if (name === "date") {
    const time = parseBarTime(text);
    if (time === undefined) throw bad("Write the day as 2020-04-17 for daily bars, the close time as 2020-04-17T20:00:00Z for shorter ones.");
    return time;
  }
  if (NUMBER.test(text) && Number.isFinite(Number(text))) return Number(text);
  if (!EMPTY.test(text)) throw bad("Write numbers with a decimal point and without thousands separators, as 1455.22.");
  if (missing === "error") throw bad('Fill it or delete the row; or read with missing "NaN" and choose what to do with repairBars.');
  return Number.NaN;
}
