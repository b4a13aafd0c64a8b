import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type BarPiece, fileError, type PieceOptions } from "./barPiece.ts";
import { formatBarTime } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { type CsvHeader, csvHeader } from "./csvHeader.ts";
import { csvRows } from "./csvRows.ts";
import { MarketError } from "../error.ts";
import { afterLines, barsOfRows, type CsvOptions, noBars } from "./parseBarsCsv.ts";

/** Bytes of a piece, about a hundred thousand bars. */
const PIECE = 8_000_000;
const CHUNK = 1 << 20;

export type CsvPieceOptions = PieceOptions & Pick<CsvOptions, "decimal" | "zoneless"> & { /** Bytes that are read together; a piece ends behind the last whole line of them. */ readonly pieceBytes?: number };

/** Bars of a CSV file, also of one compressed with gzip (.gz), piece by piece, oldest first, so that a file of any length needs little memory. A bad row is an error that names its line. */
export async function* csvPieces(path: string, { decimal = "point", interval, pieceBytes = PIECE, stamps, symbol, zoneless = "error" }: CsvPieceOptions): AsyncGenerator<BarPiece> {
  let [lines, last] = [0, Number.NEGATIVE_INFINITY];
  let [header, known]: [CsvHeader | undefined, Interval | undefined] = [undefined, interval];
  const { all, bytes, read } = await openBytes(path, Math.min(CHUNK, pieceBytes));
  const piece = (rows: Buffer, under: CsvHeader): BarPiece | undefined => {
    const { columns, lines: ends, table } = csvRows(rows, { file: path, header: under, linesBefore: lines, missing: "NaN", decimal, zoneless });
    if (columns === undefined || table.rows === 0) return void (lines += ends);
    const bars = barsOfRows(table, columns, path, { symbol, ...(known && { interval: known }), ...(stamps && { stamps }) });
    const first = bars.closeTime[0]!;
    if (!(first > last)) throw new MarketError(`${path}, line ${lines + 1}: the date ${formatBarTime(first)} is not after the row before. Sort the rows by date, oldest first, one row a bar.`);
    [known, last] = [bars.interval, bars.closeTime.at(-1)!];
    lines += ends;
    return { bars, share: Math.min(1, read() / all) };
  };
  try {
    for await (let text of piecesOf(bytes, pieceBytes)) {
      if (header === undefined) {
        header = csvHeader(text.toString(), path);
        if (header === undefined) {
          lines += text.toString().split("\n").length - 1;
          continue;
        }
        lines += header.lines;
        text = afterLines(text, header.lines);
      }
      const bars = piece(text, header);
      if (bars) yield bars;
    }
  } catch (error) {
    throw error instanceof MarketError ? error : fileError(path, error);
  }
  if (last === Number.NEGATIVE_INFINITY) throw noBars(path);
}

/** Bytes of about a piece each, cut behind a line end. */
async function* piecesOf(bytes: Readable, least: number): AsyncGenerator<Buffer> {
  let [held, size]: [Buffer[], number] = [[], 0];
  for await (const chunk of bytes) {
    held.push(chunk);
    size += chunk.length;
    if (size < least) continue;
    const text = Buffer.concat(held);
    const end = text.lastIndexOf("\n") + 1;
    if (end > 0) yield text.subarray(0, end);
    held = [text.subarray(end)];
    size = text.length - end;
  }
  if (size > 0) yield Buffer.concat(held);
}

/** Bytes in chunks, and how many of the file's bytes are read. */
async function openBytes(path: string, chunk: number): Promise<{ readonly bytes: Readable; readonly all: number; readonly read: () => number }> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
    const file = createReadStream(path, { highWaterMark: chunk });
    // An error of the file destroys the whole line, and is thrown where it is read.
    const bytes = path.endsWith(".gz") ? pipeline(file, createGunzip({ chunkSize: Math.max(64, chunk) }), () => undefined) : file;
    return { bytes, all: Math.max(1, found.size), read: () => file.bytesRead };
  } catch (error) {
    throw fileError(path, error);
  }
}
