import { parseBarTime } from "../barTime.ts";
import type { Bars, Interval } from "../bars.ts";
import { eachRecord } from "./csvRecords.ts";
import { csvShape, firstLineOf } from "./csvShape.ts";
import { MarketError } from "../error.ts";
import { inferInterval } from "./inferInterval.ts";
import { type Stamps, stampCloses } from "./stampCloses.ts";

export type CsvOptions = {
  readonly symbol: string;
  /** Found from the smallest step between two rows when left out. */
  readonly interval?: Interval;
  /** What an empty cell is: an error, or a missing value for `checkBars` to find. */
  readonly missing?: "error" | "NaN";
  /** What a date not after the one before is: an error, or left for `checkBars` to find. */
  readonly order?: "error" | "keep";
  /** What the times stand for. When left out: the opens if the header says open_time, else the closes. */
  readonly stamps?: Stamps;
  /** What a time without a zone is. */
  readonly zoneless?: "error" | "UTC";
  /** The sign before the decimals. */
  readonly decimal?: "point" | "comma";
  /** Lines of the file that are not in the text, for a file read in pieces. */
  readonly linesBefore?: number;
};

const VALUES = ["open", "high", "low", "close", "volume"] as const;
const HEADER = `date,${VALUES.join(",")}`;
type CsvColumn = "date" | (typeof VALUES)[number];
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const COMMA_NUMBER = /^[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?$/;
const EMPTY = /^(|nan|na|n\/a|null)$/i;
const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;
/** Digits of a time since 1970 in seconds, milliseconds, microseconds and nanoseconds: any day from 2001 to 2286. */
const EPOCHS: ReadonlyMap<number, number> = new Map([[10, 1000], [13, 1], [16, 1e-3], [19, 1e-6]]);

/**
 * Bars from the text of a CSV file with the columns date, open, high, low, close, volume, in any order, other columns ignored. Commas, semicolons, tabs or bars separate.
 * The date may be called datetime, timestamp, time or open_time, and may be a number since 1970. `file` names the text in errors.
 * The first bad row is an error that names file, line, column, value and remedy.
 */
export function parseBarsCsv(text: string, file: string, options: CsvOptions): Bars {
  const first = firstLineOf(text);
  const { delimiter, header } = first ? csvShape(first.line, file) : { delimiter: ",", header: undefined };
  const csv = { file, delimiter, text: header === undefined ? text : `${header}\n${text.replace(/^\ufeff/, "")}`, linesBefore: (options.linesBefore ?? 0) - (header === undefined ? 0 : 1) };
  const most = csv.text.split("\n").length;
  const columns = { date: new Float64Array(most), open: new Float64Array(most), high: new Float64Array(most), low: new Float64Array(most), close: new Float64Array(most), volume: new Float64Array(most) };
  let places: Places | undefined;
  let rows = 0;
  eachRecord(csv, (cells, line) => {
    if (places === undefined) return void (places = columnPlaces(cells, file));
    const time = timeOf(cells[places.date]!, file, line, options);
    if (options.order !== "keep" && rows > 0 && !(time > columns.date[rows - 1]!)) {
      const what = time === columns.date[rows - 1] ? "is there twice" : "is not after the row before";
      throw new MarketError(`${file}, line ${line}: the date "${cells[places.date]}" ${what}. Sort the rows by date, oldest first, one row a bar; or read with order "keep" and let checkBars list all such rows.`);
    }
    columns.date[rows] = time;
    for (const name of VALUES) columns[name][rows] = numberOf(cells[places[name]]!, name, file, line, options);
    rows++;
  });
  if (places === undefined || rows === 0) throw new MarketError(`${file}: there are no bars in it. Give a CSV file with a header ${HEADER} and at least one row.`);
  const cut = (column: Float64Array): Float64Array => column.slice(0, rows);
  const time = cut(columns.date);
  const interval = options.interval ?? inferInterval(time, file);
  const closeTime = (options.stamps ?? places.stamps) === "open" ? stampCloses(time, interval) : time;
  return { symbol: options.symbol, interval, provenance: `file ${file}`, closeTime, open: cut(columns.open), high: cut(columns.high), low: cut(columns.low), close: cut(columns.close), volume: cut(columns.volume) };
}

type Places = Readonly<Record<CsvColumn, number>> & { readonly stamps: Stamps };

const DATE_NAMES = ["date", "datetime", "timestamp", "time", "open_time"];

function columnPlaces(header: readonly string[], file: string): Places {
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
  return { date: names.indexOf(date), stamps: date === "open_time" ? "open" : "close", open: place("open"), high: place("high"), low: place("low"), close: place("close"), volume: place("volume") };
}

function timeOf(text: string, file: string, line: number, { zoneless }: CsvOptions): number {
  const unit = EPOCHS.get(text.length);
  if (unit !== undefined && /^\d+$/.test(text)) return Math.floor(Number(text) * unit);
  const isZoneless = WITHOUT_ZONE.test(text);
  const time = parseBarTime(isZoneless && zoneless === "UTC" ? `${text}Z` : text);
  if (time !== undefined) return time;
  if (isZoneless) throw bad(text, "date", file, line, 'It has no zone: write 2020-04-17T20:00:00Z, or read with zoneless "UTC" (--utc) where it is in UTC.');
  throw bad(text, "date", file, line, "Write the day as 2020-04-17 for daily bars, the close time as 2020-04-17T20:00:00Z for shorter ones.");
}

function numberOf(text: string, name: CsvColumn, file: string, line: number, { decimal, missing }: CsvOptions): number {
  const isComma = decimal === "comma";
  if ((isComma ? COMMA_NUMBER : NUMBER).test(text)) {
    const value = Number(isComma ? text.replace(",", ".") : text);
    if (Number.isFinite(value)) return value;
  }
  if (!EMPTY.test(text)) {
    if (isComma) throw bad(text, name, file, line, "Write numbers with a decimal comma and without thousands separators, as 1455,22.");
    const comma = COMMA_NUMBER.test(text) ? ' Where a comma stands before the decimals, read with decimal "comma" (--decimal-comma).' : "";
    throw bad(text, name, file, line, `Write numbers with a decimal point and without thousands separators, as 1455.22.${comma}`);
  }
  if (missing === "NaN") return Number.NaN;
  throw bad(text, name, file, line, 'Fill it or delete the row; or read with missing "NaN" and choose what to do with repairBars.');
}

function bad(text: string, name: CsvColumn, file: string, line: number, remedy: string): MarketError {
  return new MarketError(`${file}, line ${line}, column ${name}: ${text === "" ? "the cell is empty" : `"${text}" is not ${name === "date" ? "a date" : "a number"}`}. ${remedy}`);
}
