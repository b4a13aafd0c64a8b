import { createReadStream } from "node:fs";
import type { Bars, Interval } from "./bars.ts";
import { formatBarTime } from "./barTime.ts";
import { MarketError } from "./error.ts";
import { inferInterval } from "./inferInterval.ts";
import { parseBarsCsv } from "./parseBarsCsv.ts";

/** Text of a piece, some hundred thousand bars. */
const PIECE = 8_000_000;

/** Bars of a CSV file piece by piece, oldest first, so that a file of any length needs little memory. A bad row is an error that names its line. */
export async function* csvPieces(path: string, { interval, symbol }: { readonly symbol: string; readonly interval?: Interval | undefined }): AsyncGenerator<Bars> {
  let [header, text, lines, last] = ["", "", 0, Number.NEGATIVE_INFINITY];
  let known = interval;
  const read = (rows: string): Bars => {
    const bars = parseBarsCsv(`${header}${rows}`, path, { symbol, interval: known ?? "1d", missing: "NaN", linesBefore: Math.max(0, lines - 1) });
    known ??= inferInterval(bars.closeTime, path);
    if (!(bars.closeTime[0]! > last)) throw new MarketError(`${path}, line ${lines + 1}: the date ${formatBarTime(bars.closeTime[0]!)} is not after the row before. Sort the rows by date, oldest first, one row a bar.`);
    last = bars.closeTime.at(-1)!;
    lines += rows.split("\n").length - 1;
    return { ...bars, interval: known };
  };
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    text += chunk;
    if (header === "") {
      const end = text.indexOf("\n") + 1;
      if (end === 0) continue;
      [header, text, lines] = [text.slice(0, end), text.slice(end), 1];
    }
    if (text.length < PIECE) continue;
    const end = text.lastIndexOf("\n") + 1;
    yield read(text.slice(0, end));
    text = text.slice(end);
  }
  if (text.trim() !== "" || lines <= 1) yield read(text);
}
