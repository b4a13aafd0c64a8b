import { MarketError } from "../error.ts";

/** How a CSV file is written: what separates its cells, and the header to read it with where it has none of its own. */
export type CsvShape = { readonly delimiter: string; readonly header: string | undefined };

const DELIMITERS = [",", ";", "\t", "|"];
const EPOCH = /^\d{13}(\d{3})?$/;
const NUMBER_OR_DATE = /^[-+]?[\d.,:/T Z+-]+$/;

/** Names of Binance's public files of bars, which come without a header. */
const KLINES = ["open_time", "open", "high", "low", "close", "volume", "close_time", "quote_volume", "count", "taker_buy_volume", "taker_buy_quote_volume", "ignore"];

/** What other programs' files begin with. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^PK\u0003\u0004/, "is a ZIP archive. Unpack it and name the file inside."],
  [/^PAR1/, "is a Parquet file. Give it a name that ends in .parquet."],
  [/^\u001f[\u008b\ufffd]/, "is compressed with gzip. Give it a name that ends in .csv.gz, or unpack it."],
  [/^(\ufffe|\ufffd\ufffd|[^\n]{0,80}\u0000)/, "is no text in UTF-8. Save it again as CSV in UTF-8."],
  [/^\s*[{[]/, "looks like JSON. Write its rows as CSV under a header date,open,high,low,close,volume."],
  [/^\s*</, "looks like a web page or XML, as a failed download leaves it. Download it again and look into it."],
];

/** The shape of a file by its first line. A file of another kind, or without a header that is not known, is an error. */
export function csvShape(firstLine: string, file: string): CsvShape {
  const other = OTHERS.find(([beginning]) => beginning.test(firstLine));
  if (other && !/^\s*<DATE>/i.test(firstLine)) throw new MarketError(`${file} ${other[1]}`);
  const counts = DELIMITERS.map((delimiter) => firstLine.split(delimiter).length);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))]!;
  const cells = firstLine.split(delimiter).map((cell) => cell.trim());
  if (cells.length === KLINES.length && EPOCH.test(cells[0]!) && EPOCH.test(cells[6]!)) return { delimiter, header: KLINES.join(delimiter) };
  if (cells.length > 1 && cells.every((cell) => cell !== "" && NUMBER_OR_DATE.test(cell.replaceAll('"', "")))) {
    throw new MarketError(`${file}: it has no header, its first line is "${firstLine.trim().slice(0, 80)}". Write a line above it that names the columns, such as date,open,high,low,close,volume.`);
  }
  return { delimiter, header: undefined };
}

/** The first line with something in it, and how many lines come before it; undefined while there is none. */
export function firstLineOf(text: string): { readonly line: string; readonly before: number } | undefined {
  const found = /[^\s\ufeff]/.exec(text);
  if (!found) return undefined;
  const start = text.lastIndexOf("\n", found.index) + 1;
  const end = text.indexOf("\n", found.index);
  return { line: text.slice(start, end < 0 ? undefined : end).replace(/^\ufeff/, "").replace(/\r$/, ""), before: text.slice(0, start).split("\n").length - 1 };
}
