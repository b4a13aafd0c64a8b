import { closeSync, openSync, writeSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { shownText } from "../../market/connection/shownText.ts";

/** Longest log of one attempt; what is printed beyond it is counted, and the last of it kept. */
const MOST_BYTES = 10e6;
const TAIL = 64_000;
/** A line that goes on for longer is written as far as it has come. */
const LONGEST_LINE = 100_000;

export type LogFile = { write(chunk: Buffer): void; /** Writes what is left, and gives the last line that says something. */ end(): string };

/**
 * A log of what a program prints, as a terminal would show it in the end: of a line that is drawn over and over, such as a progress bar, the last state;
 * no colours. It is added to what the file holds, one heading an attempt.
 */
export function openLogFile(file: string, heading: string, { mostBytes = MOST_BYTES }: { readonly mostBytes?: number } = {}): LogFile {
  const descriptor = openSync(file, "a", 0o600);
  const decoder = new StringDecoder("utf8");
  let [line, tail] = ["", ""];
  let [written, left] = [0, 0];
  const put = (text: string): void => {
    if (text === "") return;
    tail = (tail + text).slice(-TAIL);
    const bytes = Buffer.from(text);
    const fits = left > 0 ? bytes.subarray(0, 0) : bytes.subarray(0, mostBytes - written);
    written += writeSync(descriptor, fits);
    left += bytes.length - fits.length;
  };
  const take = (text: string): void => {
    const lines = (line + text).split("\n");
    line = lastDrawn(lines.pop() ?? "");
    put(lines.map((one) => `${plain(lastDrawn(one))}\n`).join(""));
    if (line.length > LONGEST_LINE) {
      put(plain(line));
      line = "";
    }
  };
  put(`${heading}\n`);
  return {
    write: (chunk) => take(decoder.write(chunk)),
    end: () => {
      take(decoder.end());
      if (line !== "") put(`${plain(lastDrawn(line))}\n`);
      if (left > 0) writeSync(descriptor, `\n… ${left} bytes more were printed; the last of them:\n${tail}`);
      closeSync(descriptor);
      return tail.split("\n").findLast((one) => one.trim() !== "" && one !== heading) ?? "";
    },
  };
}

/** What a carriage return leaves of a line: what was written last, which stays until something else is. */
function lastDrawn(line: string): string {
  const end = line.endsWith("\r") ? "\r" : "";
  return (line.replace(/\r+$/, "").split("\r").at(-1) ?? "") + end;
}

const plain = (line: string): string => shownText(line.replace(/\r$/, ""));
