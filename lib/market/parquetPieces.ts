import { access, constants, stat } from "node:fs/promises";
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema, type AsyncBuffer, type ColumnData, type FileMetaData } from "hyparquet";
import { endOfDay, parseBarTime } from "./barTime.ts";
import { type BarPiece, fileError, type PieceOptions } from "./barPiece.ts";
import { MarketError } from "./error.ts";
import { inferInterval } from "./inferInterval.ts";
import { stampCloses } from "./stampCloses.ts";

const COLUMNS = ["date", "open", "high", "low", "close", "volume"] as const;
/** Rows of a piece, about; a row group that is much larger is read in sixteenths, as each reads over its bytes again. */
const PIECE = 65_536;
const PARTS = 16;

/**
 * Bars of a Parquet file with the columns date, open, high, low, close, volume, piece by piece, oldest first; other columns are ignored. Null is a missing value.
 * A date without a time is the day of a daily bar; a timestamp, or a number of milliseconds since 1970, is the close. In memory is one piece, and one column's bytes of its row groups.
 */
export async function* parquetPieces(path: string, { interval, stamps = "close", symbol }: PieceOptions): AsyncGenerator<BarPiece> {
  const { file, metadata } = await openFile(path);
  const { days, rows } = layoutOf(path, metadata);
  let [known, last] = [interval, Number.NEGATIVE_INFINITY];
  for (const { from, to } of stretches(metadata, rows)) {
    const column = (name: string): Promise<Float64Array> => columnOf({ path, file, metadata, name, days, from, to });
    // One after the other, so that the bytes of one column are in memory.
    const [time, open, high] = [await column("date"), await column("open"), await column("high")];
    const [low, close, volume] = [await column("low"), await column("close"), await column("volume")];
    for (let t = 0; t < time.length; t++) {
      if (!(time[t]! > last)) throw new MarketError(`${path}, row ${from + t}: its date is not after the row before. Sort the rows by date, oldest first, one row a bar.`);
      last = time[t]!;
    }
    known ??= inferInterval(time, path);
    yield { bars: { symbol, interval: known, provenance: `file ${path}`, closeTime: stamps === "open" ? stampCloses(time, known) : time, open, high, low, close, volume }, share: to / rows };
  }
}

type Column = { readonly path: string; readonly file: AsyncBuffer; readonly metadata: FileMetaData; readonly name: string; readonly days: boolean; readonly from: number; readonly to: number };

async function columnOf({ days, file, from, metadata, name, path, to }: Column): Promise<Float64Array> {
  const values = new Float64Array(to - from);
  // What is thrown inside the reader would be lost, so its chunks are judged behind it.
  const chunks: ColumnData[] = [];
  await parquetRead({ file, metadata, columns: [name], rowStart: from, rowEnd: to, useOffsetIndex: true, parsers: MILLIS, onChunk: (chunk) => chunks.push(chunk) });
  for (const { columnData, rowStart } of chunks) {
    for (let k = Math.max(0, from - rowStart); k < columnData.length && rowStart + k < to; k++) {
      const value: unknown = columnData[k];
      values[rowStart + k - from] = name === "date" ? timeOf(value, { path, row: rowStart + k, days }) : numberOf(value, { path, row: rowStart + k, name });
    }
  }
  return values;
}

/** Times as numbers of milliseconds: an object for each of millions would take most of the memory. */
const MILLIS = {
  timestampFromMilliseconds: (millis: bigint) => Number(millis),
  timestampFromMicroseconds: (micros: bigint) => Number(micros / 1000n),
  timestampFromNanoseconds: (nanos: bigint) => Number(nanos / 1_000_000n),
  dateFromDays: (days: number) => days * 86_400_000,
};

function numberOf(value: unknown, { name, path, row }: { readonly path: string; readonly row: number; readonly name: string }): number {
  if (typeof value === "number") return value;
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === "bigint") return Number(value);
  throw new MarketError(`${path}, row ${row}, column ${name}: ${JSON.stringify(value)} is no number. Write dates as dates or timestamps and values as numbers.`);
}

function timeOf(value: unknown, { days, path, row }: { readonly path: string; readonly row: number; readonly days: boolean }): number {
  const time = typeof value === "string" ? parseBarTime(value) : typeof value === "bigint" ? Number(value) : value;
  if (typeof time !== "number" || !Number.isFinite(time)) {
    throw new MarketError(`${path}, row ${row}, column date: ${JSON.stringify(typeof value === "bigint" ? String(value) : value)} is not a date. Write the day as 2020-04-17 for daily bars, the close time as 2020-04-17T20:00:00Z for shorter ones.`);
  }
  if (!days) return time;
  const day = new Date(time);
  return endOfDay(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate())!;
}

async function openFile(path: string): Promise<{ readonly file: AsyncBuffer; readonly metadata: FileMetaData }> {
  try {
    await access(path, constants.R_OK);
    if ((await stat(path)).isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
  } catch (error) {
    throw fileError(path, error);
  }
  try {
    const file = await asyncBufferFromFile(path);
    return { file, metadata: await parquetMetadataAsync(file) };
  } catch (error) {
    throw new MarketError(`${path} is not a whole Parquet file (${error instanceof Error ? error.message : String(error)}). Copy or write it again; a CSV file must end in .csv.`);
  }
}

function layoutOf(path: string, metadata: FileMetaData): { readonly days: boolean; readonly rows: number } {
  const { children } = parquetSchema(metadata);
  const names = children.map(({ element }) => element.name);
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new MarketError(`${path}: there is no column ${missing.map((name) => `"${name}"`).join(", ")}; there are ${names.map((name) => `"${name}"`).join(", ")}. Name the columns ${COLUMNS.join(", ")}.`);
  const rows = Number(metadata.num_rows);
  if (rows === 0) throw new MarketError(`${path}: there are no bars in it. Give a file with at least one row.`);
  const date = children.find(({ element }) => element.name === "date")?.element;
  return { rows, days: date?.converted_type === "DATE" || date?.logical_type?.type === "DATE" };
}

/** Rows that are read together: whole row groups where they are small, parts of one where it is large. */
function* stretches({ row_groups: groups }: FileMetaData, rows: number): Generator<{ readonly from: number; readonly to: number }> {
  let [from, end] = [0, 0];
  for (const group of groups) {
    const size = Number(group.num_rows);
    end += size;
    if (end - from < PIECE && end < rows) continue;
    const piece = Math.max(2 * PIECE, Math.ceil(size / PARTS));
    for (; from < end; from = Math.min(from + piece, end)) yield { from, to: Math.min(from + piece, end) };
  }
}
