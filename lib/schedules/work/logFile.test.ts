import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLogFile } from "./logFile.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function logOf(chunks: readonly (string | Buffer)[], options: { readonly mostBytes?: number } = {}): { readonly text: string; readonly last: string } {
  const log = openLogFile(path.join(folder, "log"), "heading", options);
  for (const chunk of chunks) log.write(Buffer.from(chunk));
  const last = log.end();
  return { text: readFileSync(path.join(folder, "log"), "utf8"), last };
}

test("of a progress bar the last state is kept, wherever the pieces are cut", () => {
  const bar = "\rcells:   0%\rcells:  50%\rcells: 100%\ndone\r\n";
  for (let cut = 0; cut < bar.length; cut++) {
    expect(logOf([bar.slice(0, cut), bar.slice(cut)])).toEqual({ text: "heading\ncells: 100%\ndone\n", last: "done" });
    rmSync(path.join(folder, "log"));
  }
});

test("a sign that comes in two pieces is one, and colours are left out", () => {
  const bytes = Buffer.from("█ \u001B[31mred\u001B[0m\n");
  expect(logOf([bytes.subarray(0, 1), bytes.subarray(1)]).text).toBe("heading\n█ red\n");
});

test("a log that is full tells how much more was printed, and keeps the end", () => {
  const { last, text } = logOf([..."abcdef"].map((sign) => `${sign.repeat(9)}\n`), { mostBytes: 28 });
  expect(text).toMatch(/^heading\na{9}\nb{9}\n\n… 40 bytes more were printed; the last of them:\nheading\na{9}\n[\s\S]*f{9}\n$/);
  expect(last).toBe("fffffffff");
});

test("a second attempt is added below its own heading, and a line without an end gets one", () => {
  logOf(["first"]);
  expect(logOf(["second"]).text).toBe("heading\nfirst\nheading\nsecond\n");
});

test("a program that prints nothing has no last line", () => {
  expect(logOf([]).last).toBe("");
});
