import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type BarPiece, fileError, type PieceOptions } from "./barPiece.ts";
import { formatBarTime } from "../barTime.ts";
import { csvShape, firstLineOf } from "./csvShape.ts";
import { MarketError } from "../error.ts";
import { type CsvOptions, parseBarsCsv } from "./parseBarsCsv.ts";

/** Text of a piece, about a hundred thousand bars. */
const PIECE = 8_000_000;
/** The longest first line that may be one of a CSV file. */
const LONGEST_LINE = 1_000_000;

export type CsvPieceOptions = PieceOptions & Pick<CsvOptions, "decimal" | "zoneless">;

/** Bars of a CSV file, also of one compressed with gzip (.gz), piece by piece, oldest first, so that a file of any length needs little memory. A bad row is an error that names its line. */
export async function* csvPieces(path: string, { decimal = "point", interval, stamps, symbol, zoneless = "error" }: CsvPieceOptions): AsyncGenerator<BarPiece> {
  let [header, text, lines, last] = ["", "", 0, Number.NEGATIVE_INFINITY];
  let known = interval;
  const { all, bytes, read } = await openText(path);
  const bars = (rows: string): BarPiece => {
    const piece = parseBarsCsv(`${header}${rows}`, path, { symbol, missing: "NaN", linesBefore: lines - 1, decimal, zoneless, ...(known && { interval: known }), ...(stamps && { stamps }) });
    const { closeTime } = piece;
    if (!(closeTime[0]! > last)) throw new MarketError(`${path}, line ${lines + 1}: the date ${formatBarTime(closeTime[0]!)} is not after the row before. Sort the rows by date, oldest first, one row a bar.`);
    [known, last] = [piece.interval, closeTime.at(-1)!];
    lines += rows.split("\n").length - 1;
    return { bars: piece, share: Math.min(1, read() / all) };
  };
  try {
    for await (const chunk of bytes) {
      text += String(chunk);
      if (header === "") {
        const first = firstLineOf(text);
        if (first === undefined || (!text.includes("\n", text.indexOf(first.line)) && text.length < LONGEST_LINE)) continue;
        [header, text, lines] = withoutHeader(text, path);
      }
      if (text.length < PIECE) continue;
      const end = text.lastIndexOf("\n") + 1;
      if (text.slice(0, end).trim() === "") continue;
      yield bars(text.slice(0, end));
      text = text.slice(end);
    }
  } catch (error) {
    throw error instanceof MarketError ? error : fileError(path, error);
  }
  if (header === "" && text.trim() !== "") [header, text, lines] = withoutHeader(text, path);
  if (text.trim() !== "" || last === Number.NEGATIVE_INFINITY) yield bars(text);
}

/** The header, the rest of the text, and how many lines are before that. */
function withoutHeader(text: string, path: string): [string, string, number] {
  const { before, line } = firstLineOf(text)!;
  const { header } = csvShape(line, path);
  const start = text.indexOf(line);
  if (header !== undefined) return [`${header}\n`, text.slice(start), before];
  const end = text.indexOf("\n", start) + 1;
  return [`${line}\n`, end === 0 ? "" : text.slice(end), before + 1];
}

/** Text in chunks, and how many of the file's bytes are read. */
async function openText(path: string): Promise<{ readonly bytes: Readable; readonly all: number; readonly read: () => number }> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
    const file = createReadStream(path, { highWaterMark: 1 << 20 });
    // An error of the file destroys the whole line, and is thrown where it is read.
    const bytes = path.endsWith(".gz") ? pipeline(file, createGunzip(), () => undefined) : file;
    return { bytes: bytes.setEncoding("utf8"), all: Math.max(1, found.size), read: () => file.bytesRead };
  } catch (error) {
    throw fileError(path, error);
  }
}
