import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BarPiece } from "./barPiece.ts";
import { BAR_COLUMNS, sliceBars } from "../bars.ts";
import { formatBarTime } from "../barTime.ts";
import { formatBarsCsv } from "./csvFiles.ts";
import { type CsvPieceOptions, csvPieces } from "./csvPieces.ts";
import { generateBars } from "../generateBars.ts";
import { randomKey } from "../../random/index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "marketbook-csv-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function read(file: string, options: Partial<CsvPieceOptions> = {}): Promise<readonly BarPiece[]> {
  const pieces: BarPiece[] = [];
  for await (const piece of csvPieces(file, { symbol: "X", ...options })) pieces.push(piece);
  return pieces;
}

const HEADER = "date,open,high,low,close,volume";
const minutes = generateBars({ symbol: "X", rows: 120_000, interval: "1m", start: Date.parse("2020-01-01"), volatility: 0.001, clustering: 0.9, edge: 0 }, randomKey(1));
const text = formatBarsCsv(minutes);

test.each<[string, string, string | Uint8Array]>([
  ["as it is", "plain.csv", text],
  ["with a byte order mark, blank lines, CRLF and quotes", "windows.csv", `\ufeff\r\n\r\n${text.replaceAll("\n", "\r\n").replace(/^(2020-01-01[^,]*)/gm, '"$1"')}`],
  ["compressed", "gzip.csv.gz", gzipSync(text)],
  ["with tabs", "tabs.csv", text.replaceAll(",", "\t")],
])("a long file in pieces is the whole file: %s", async (_, name, content) => {
  const pieces = await read(write(name, content));
  expect(pieces.length).toBeGreaterThan(1);
  for (const column of BAR_COLUMNS) expect(pieces.flatMap(({ bars }) => [...bars[column]])).toEqual([...minutes[column]]);
  expect(new Set(pieces.map(({ bars }) => bars.interval))).toEqual(new Set(["1m"]));
  const shares = pieces.map(({ share }) => share);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test.each(["\n", "\r\n"])("a piece may end at any byte: ends of line %j", async (end) => {
  const short = sliceBars(minutes, 0, 12);
  const content = `\ufeff${end}${formatBarsCsv(short).replaceAll("\n", end)}`;
  for (let pieceBytes = 1; pieceBytes < 150; pieceBytes++) {
    for (const file of [write("borders.csv", content), write("borders.csv.gz", gzipSync(content))]) {
      const pieces = await read(file, { interval: "1m", pieceBytes });
      for (const column of BAR_COLUMNS) expect(pieces.flatMap(({ bars }) => [...bars[column]])).toEqual([...short[column]]);
    }
    await expect(read(write("borders.csv", content.replace(/[\d.]+(\s*)$/, "many$1")), { interval: "1m", pieceBytes })).rejects.toThrow('line 14, column volume: "many" is not a number');
  }
});

test("a bad row far down is named by its line, also where blank lines are before it", async () => {
  const lines = text.split("\n");
  lines[110_000] = lines[110_000]!.replace(/,[^,]*$/, ",many");
  await expect(read(write("bad.csv", lines.join("\n")))).rejects.toThrow('bad.csv, line 110001, column volume: "many" is not a number.');
  await expect(read(write("blank.csv", `\n\n${lines.join("\n")}`))).rejects.toThrow("line 110003, column volume");
  [lines[110_000], lines[119_000]] = [lines[1]!, lines[119_000]!];
  await expect(read(write("order.csv", lines.join("\n")))).rejects.toThrow(/line 110001: the date .* is not after the row before/);
});

describe("what other programs write is read", () => {
  const rows = async (name: string, content: string, options: Partial<CsvPieceOptions> = {}) => {
    const [piece] = await read(write(name, content), options);
    const { close, closeTime, interval, open, volume } = piece!.bars;
    return [interval, Array.from(closeTime, formatBarTime), open[0], close[0], volume[0]];
  };

  test("Yahoo's download: capitals, a column more, null for no trade", async () => {
    const content = "Date,Open,High,Low,Close,Adj Close,Volume\n2020-04-16,1,3,0.5,2,1.9,7\n2020-04-17,null,null,null,null,null,null\n";
    expect(await rows("yahoo.csv", content)).toEqual(["1d", ["2020-04-16", "2020-04-17"], 1, 2, 7]);
  });

  // Layout: github.com/binance/binance-public-data, "Klines"; times in microseconds from 2025 on.
  test.each([
    ["milliseconds", 60_000, 1, ["2024-03-15T00:01:00.000Z", "2024-03-15T00:02:00.000Z"], "1m"],
    ["microseconds", 60_000, 1000, ["2024-03-15T00:01:00.000Z", "2024-03-15T00:02:00.000Z"], "1m"],
    ["days", 86_400_000, 1, ["2024-03-15", "2024-03-16"], "1d"],
  ])("Binance's files without a header, open times in %s", async (name, step, unit, closes, interval) => {
    const first = Date.parse("2024-03-15");
    const line = (k: number) => [(first + k * step) * unit, "1", "3", "0.5", "2", "7", (first + (k + 1) * step) * unit - 1, "14", 5, "3", "6", "0"].join(",");
    expect(await rows(`${name}.csv`, `${line(0)}\n${line(1)}\n`)).toEqual([interval, closes, 1, 2, 7]);
  });

  test("semicolons, and decimal commas where they are told", async () => {
    const content = "date;open;high;low;close;volume\n2020-04-16;1,5;3;0,5;2,25;1000\n";
    await expect(read(write("comma.csv", content))).rejects.toThrow('line 2, column open: "1,5" is not a number. Write numbers with a decimal point and without thousands separators, as 1455.22. Where a comma stands before the decimals, read with decimal "comma" (--decimal-comma).');
    expect(await rows("comma.csv", content, { decimal: "comma" })).toEqual(["1d", ["2020-04-16"], 1.5, 2.25, 1000]);
    await expect(read(write("point.csv", content.replace("2,25", "1.002,25")), { decimal: "comma" })).rejects.toThrow('"1.002,25" is not a number. Write numbers with a decimal comma');
  });

  test("times of opens, and times without a zone, where they are told", async () => {
    const content = "timestamp,open,high,low,close,volume\n2020-04-16 14:30:00,1,3,0.5,2,7\n2020-04-16 14:35:00,1,3,0.5,2,7\n";
    await expect(read(write("zone.csv", content))).rejects.toThrow('line 2, column date: "2020-04-16 14:30:00" is not a date. It has no zone: write 2020-04-17T20:00:00Z, or read with zoneless "UTC" (--utc)');
    expect(await rows("zone.csv", content, { zoneless: "UTC" })).toEqual(["5m", ["2020-04-16T14:30:00.000Z", "2020-04-16T14:35:00.000Z"], 1, 2, 7]);
    expect(await rows("zone.csv", content, { zoneless: "UTC", stamps: "open" })).toEqual(["5m", ["2020-04-16T14:35:00.000Z", "2020-04-16T14:40:00.000Z"], 1, 2, 7]);
  });

  test("seconds since 1970", async () => {
    expect(await rows("seconds.csv", "time,open,high,low,close,volume\n1587047400,1,3,0.5,2,7\n1587051000,1,3,0.5,2,7\n")).toEqual(["1h", ["2020-04-16T14:30:00.000Z", "2020-04-16T15:30:00.000Z"], 1, 2, 7]);
  });
});

test.each<[string, string, string | Uint8Array, string]>([
  ["no header", "none.csv", "2020-04-16,1,3,0.5,2,7\n", 'it has no header, its first line is "2020-04-16,1,3,0.5,2,7". Write a line above it that names the columns'],
  ["a date and a time of its own", "both.csv", "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<VOL>\n", 'the header has a "date" and a "time" of its own. Write both into one column'],
  ["a row too short", "short.csv", `${HEADER}\n2020-04-16,1,3,0.5,2\n`, "line 2: it has 5 cells, the header has 6. Give every row the same number"],
  ["a ZIP archive", "zip.csv", new Uint8Array([0x50, 0x4b, 3, 4, 0x14]), "is a ZIP archive. Unpack it"],
  ["gzip under another name", "gz.csv", gzipSync(HEADER), "is compressed with gzip. Give it a name that ends in .csv.gz"],
  ["gzip cut off", "cut.csv.gz", gzipSync(text).subarray(0, 5000), "it is no whole gzip file"],
  ["UTF-16", "utf16.csv", Buffer.from(`\ufeff${HEADER}\n`, "utf16le"), "is no text in UTF-8. Save it again as CSV in UTF-8."],
  ["Parquet under another name", "parquet.csv", "PAR1....", "is a Parquet file. Give it a name that ends in .parquet."],
  ["a web page", "page.csv", "<!doctype html>\n<html>", "looks like a web page or XML, as a failed download leaves it."],
  ["JSON", "json.csv", '{"chart": {}}', "looks like JSON. Write its rows as CSV"],
  ["nothing", "empty.csv", "", "there are no bars in it. Give a CSV file with a header"],
  ["a header alone", "header.csv", HEADER, "there are no bars in it."],
])("%s is told in words with the file", async (_, name, content, message) => {
  const file = write(name, content);
  await expect(read(file)).rejects.toThrow(message);
  await expect(read(file)).rejects.toThrow(file);
});

test("a file that is not there, and a folder, are told", async () => {
  await expect(read(path.join(folder, "gone.csv"))).rejects.toThrow("there is no such file to read bars from. Check the path");
  await expect(read(folder)).rejects.toThrow("this is a folder, not a file of bars. Name the file inside it.");
});
