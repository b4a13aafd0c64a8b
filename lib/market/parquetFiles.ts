import { readFile } from "node:fs/promises";
import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { z } from "zod";
import { endOfDay, parseBarTime } from "./barTime.ts";
import { BAR_COLUMNS, type Bars, type Interval } from "./bars.ts";
import { MarketError } from "./error.ts";
import { inferInterval } from "./inferInterval.ts";

export type ParquetOptions = { readonly symbol: string; /** Found from the smallest step between two rows when left out. */ readonly interval?: Interval };

const COLUMNS = ["date", "open", "high", "low", "close", "volume"] as const;
const NUMBER = z.union([z.number(), z.bigint()]).transform(Number).nullable();
const ROW = z.object({ date: z.union([z.date(), z.string(), z.number(), z.bigint()]), open: NUMBER, high: NUMBER, low: NUMBER, close: NUMBER, volume: NUMBER });

/**
 * Bars of a Parquet file with the columns date, open, high, low, close, volume; others are ignored. Null is a missing value.
 * A date without a time is the day of a daily bar; a timestamp, or a number of milliseconds since 1970, is the close.
 */
export async function readBarsParquet(path: string, { symbol, interval }: ParquetOptions): Promise<Bars> {
  const file = await bytesOf(path);
  const { days, names } = schemaOf(path, file);
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new MarketError(`${path}: there is no column ${missing.map((name) => `"${name}"`).join(", ")}; there are ${names.map((name) => `"${name}"`).join(", ")}. Name the columns ${COLUMNS.join(", ")}.`);
  const rows = await parquetReadObjects({ file, columns: [...COLUMNS] });
  if (rows.length === 0) throw new MarketError(`${path}: there are no bars in it. Give a file with at least one row.`);
  const columns = Object.fromEntries(BAR_COLUMNS.map((name) => [name, new Float64Array(rows.length)])) as Record<(typeof BAR_COLUMNS)[number], Float64Array>;
  for (const [t, found] of rows.entries()) {
    const row = ROW.safeParse(found);
    if (!row.success) throw new MarketError(`${path}, row ${t}, column ${row.error.issues[0]?.path.join(".")}: ${row.error.issues[0]?.message}. Write dates as dates or timestamps and values as numbers.`);
    columns.closeTime[t] = closeTimeOf(path, t, row.data.date, days);
    for (const name of ["open", "high", "low", "close", "volume"] as const) columns[name][t] = row.data[name] ?? Number.NaN;
    if (t > 0 && !(columns.closeTime[t]! > columns.closeTime[t - 1]!)) throw new MarketError(`${path}, row ${t}: its date is not after the row before. Sort the rows by date, oldest first, one row a bar.`);
  }
  return { symbol, interval: interval ?? inferInterval(columns.closeTime, path), provenance: `file ${path}`, ...columns };
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

function schemaOf(path: string, file: ArrayBuffer): { readonly names: readonly string[]; readonly days: boolean } {
  try {
    const { children } = parquetSchema(parquetMetadata(file));
    const date = children.find(({ element }) => element.name === "date")?.element;
    return { names: children.map(({ element }) => element.name), days: date?.converted_type === "DATE" || date?.logical_type?.type === "DATE" };
  } catch (error) {
    throw new MarketError(`${path} is not a whole Parquet file (${error instanceof Error ? error.message : String(error)}). Copy or write it again; a CSV file must end in .csv.`);
  }
}

function closeTimeOf(path: string, row: number, date: Date | string | number | bigint, days: boolean): number {
  if (date instanceof Date) return days ? endOfDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())! : date.getTime();
  const time = typeof date === "string" ? parseBarTime(date) : Number(date);
  if (time === undefined || !Number.isFinite(time)) throw new MarketError(`${path}, row ${row}, column date: "${String(date)}" is not a date. Write the day as 2020-04-17 for daily bars, the close time as 2020-04-17T20:00:00Z for shorter ones.`);
  return time;
}
