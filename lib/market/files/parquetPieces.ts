import { access, constants, stat } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema, type AsyncBuffer, type ColumnData, type FileMetaData } from "hyparquet";
import { endOfDay, parseBarTime } from "../barTime.ts";
import { type BarPiece, fileError, type PieceOptions } from "./barPiece.ts";
import { MarketError } from "../error.ts";
import { inferInterval } from "./inferInterval.ts";
import { stampCloses } from "./stampCloses.ts";

const COLUMNS = ["date", "open", "high", "low", "close", "volume"] as const;
/** Rows of a piece, about; a row group that is much larger is read in sixteenths, as each reads over its bytes again. */
const PIECE = 65_536;
const PARTS = 16;

/**
 * Bars of a Parquet file with the columns date, open, high, low, close, volume, also in capitals, piece by piece, oldest first; other columns are ignored. Null is a missing value.
 * A date without a time is the day of a daily bar; a timestamp, or a number of milliseconds since 1970, is the close. In memory is one piece, and one column's bytes of its row groups.
 */
export async function* parquetPieces(path: string, { interval, stamps = "close", symbol }: PieceOptions): AsyncGenerator<BarPiece> {
  const { file, metadata } = await openFile(path);
  const { days, names, rows } = layoutOf(path, metadata);
  let [known, last] = [interval, Number.NEGATIVE_INFINITY];
  for (const { from, to } of stretches(metadata, rows)) {
    const column = (name: (typeof COLUMNS)[number]): Promise<Float64Array> => columnOf({ path, file, metadata, name: names[name], isDate: name === "date", days, from, to });
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

type Column = { readonly path: string; readonly isDate: boolean; readonly file: AsyncBuffer; readonly metadata: FileMetaData; readonly name: string; readonly days: boolean; readonly from: number; readonly to: number };

async function columnOf({ days, file, from, isDate, metadata, name, path, to }: Column): Promise<Float64Array> {
  const values = new Float64Array(to - from);
  // What is thrown inside the reader would be lost, so its chunks are judged behind it.
  const chunks: ColumnData[] = [];
  try {
    await parquetRead({ file, metadata, columns: [name], rowStart: from, rowEnd: to, useOffsetIndex: true, parsers: MILLIS, compressors: COMPRESSORS, onChunk: (chunk) => chunks.push(chunk) });
  } catch (error) {
    throw new MarketError(`${path}, column ${name}: it cannot be read (${error instanceof Error ? error.message : String(error)}). Write it again, compressed with snappy, gzip, zstd or brotli.`);
  }
  for (const { columnData, rowStart } of chunks) {
    for (let k = Math.max(0, from - rowStart); k < columnData.length && rowStart + k < to; k++) {
      const value: unknown = columnData[k];
      values[rowStart + k - from] = isDate ? timeOf(value, { path, row: rowStart + k, days }) : numberOf(value, { path, row: rowStart + k, name });
    }
  }
  return values;
}

/** What the reader does not bring: snappy is its own. */
const COMPRESSORS = { GZIP: (bytes: Uint8Array) => gunzipSync(bytes), ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes), BROTLI: (bytes: Uint8Array) => brotliDecompressSync(bytes) };

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

type Layout = { readonly rows: number; /** As the file writes them. */ readonly names: Readonly<Record<(typeof COLUMNS)[number], string>>; /** Whether dates have no times. */ readonly days: boolean };

function layoutOf(path: string, metadata: FileMetaData): Layout {
  const { children } = parquetSchema(metadata);
  const written = children.map(({ element }) => element.name);
  const [missing, names] = [new Array<string>(), { date: "", open: "", high: "", low: "", close: "", volume: "" }];
  for (const name of COLUMNS) {
    const found = written.find((other) => other === name) ?? written.find((other) => other.toLowerCase() === name);
    if (found === undefined) missing.push(`"${name}"`);
    else names[name] = found;
  }
  if (missing.length > 0) throw new MarketError(`${path}: there is no column ${missing.join(", ")}; there are ${written.map((name) => `"${name}"`).join(", ")}. Name the columns ${COLUMNS.join(", ")}.`);
  const rows = Number(metadata.num_rows);
  if (rows === 0) throw new MarketError(`${path}: there are no bars in it. Give a file with at least one row.`);
  const date = children.find(({ element }) => element.name === names.date)?.element;
  return { rows, names, days: date?.converted_type === "DATE" || date?.logical_type?.type === "DATE" };
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
