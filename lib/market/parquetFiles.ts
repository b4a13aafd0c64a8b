import { readFile } from "node:fs/promises";
import { parquetMetadata, parquetRead, parquetSchema, type ColumnData } from "hyparquet";
import { z } from "zod";
import { endOfDay, parseBarTime } from "./barTime.ts";
import type { Bars, Interval } from "./bars.ts";
import { MarketError } from "./error.ts";
import { inferInterval } from "./inferInterval.ts";

export type ParquetOptions = { readonly symbol: string; /** Found from the smallest step between two rows when left out. */ readonly interval?: Interval };

const COLUMNS = ["date", "open", "high", "low", "close", "volume"] as const;
const NUMBER = z.union([z.number(), z.bigint()]).transform(Number).nullish();
const DATE = z.union([z.date(), z.string(), z.number(), z.bigint()]);

/**
 * Bars of a Parquet file with the columns date, open, high, low, close, volume; others are ignored. Null is a missing value.
 * A date without a time is the day of a daily bar; a timestamp, or a number of milliseconds since 1970, is the close.
 */
export async function readBarsParquet(path: string, { symbol, interval }: ParquetOptions): Promise<Bars> {
  const file = await bytesOf(path);
  const { days, names, rows } = schemaOf(path, file);
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new MarketError(`${path}: there is no column ${missing.map((name) => `"${name}"`).join(", ")}; there are ${names.map((name) => `"${name}"`).join(", ")}. Name the columns ${COLUMNS.join(", ")}.`);
  if (rows === 0) throw new MarketError(`${path}: there are no bars in it. Give a file with at least one row.`);
  const [closeTime, open, high, low, close, volume] = COLUMNS.map(() => new Float64Array(rows)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const places: Readonly<Record<string, Float64Array>> = { date: closeTime, open, high, low, close, volume };
  // What is thrown inside the reader would be lost, so its chunks are judged behind it.
  const chunks: ColumnData[] = [];
  await parquetRead({ file, columns: [...COLUMNS], onChunk: (chunk) => chunks.push(chunk) });
  for (const { columnData, columnName, rowStart } of chunks) {
    const column = places[columnName]!;
    for (let k = 0; k < columnData.length; k++) column[rowStart + k] = valueOf(columnData[k], { path, row: rowStart + k, name: columnName, days });
  }
  for (let t = 1; t < rows; t++) if (!(closeTime[t]! > closeTime[t - 1]!)) throw new MarketError(`${path}, row ${t}: its date is not after the row before. Sort the rows by date, oldest first, one row a bar.`);
  return { symbol, interval: interval ?? inferInterval(closeTime, path), provenance: `file ${path}`, closeTime, open, high, low, close, volume };
}

type Cell = { readonly path: string; readonly row: number; readonly name: string; readonly days: boolean };

function valueOf(value: unknown, cell: Cell): number {
  if (cell.name === "date") {
    const date = DATE.safeParse(value);
    if (date.success) return closeTimeOf(date.data, cell);
  } else {
    const number = NUMBER.safeParse(value);
    if (number.success) return number.data ?? Number.NaN;
  }
  throw new MarketError(`${cell.path}, row ${cell.row}, column ${cell.name}: ${JSON.stringify(value)} is no ${cell.name === "date" ? "date" : "number"}. Write dates as dates or timestamps and values as numbers.`);
}

async function bytesOf(path: string): Promise<ArrayBuffer> {
  try {
    const bytes = await readFile(path);
    return new Uint8Array(bytes).buffer;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") throw new MarketError(`${path}: there is no such file to read bars from. Check the path; it counts from the folder you are in.`);
    throw new MarketError(`${path}: it cannot be read (${error instanceof Error ? error.message : String(error)}). Check its permissions.`);
  }
}

function schemaOf(path: string, file: ArrayBuffer): { readonly names: readonly string[]; readonly days: boolean; readonly rows: number } {
  try {
    const metadata = parquetMetadata(file);
    const { children } = parquetSchema(metadata);
    const date = children.find(({ element }) => element.name === "date")?.element;
    return { rows: Number(metadata.num_rows), names: children.map(({ element }) => element.name), days: date?.converted_type === "DATE" || date?.logical_type?.type === "DATE" };
  } catch (error) {
    throw new MarketError(`${path} is not a whole Parquet file (${error instanceof Error ? error.message : String(error)}). Copy or write it again; a CSV file must end in .csv.`);
  }
}

function closeTimeOf(date: Date | string | number | bigint, { days, path, row }: Cell): number {
  if (date instanceof Date) return days ? endOfDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())! : date.getTime();
  const time = typeof date === "string" ? parseBarTime(date) : Number(date);
  if (time === undefined || !Number.isFinite(time)) throw new MarketError(`${path}, row ${row}, column date: "${String(date)}" is not a date. Write the day as 2020-04-17 for daily bars, the close time as 2020-04-17T20:00:00Z for shorter ones.`);
  return time;
}
