import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MarketError } from "../lib/market/index.ts";
import { readBars } from "./readBars.ts";

let file = "";
beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), "bars-")), "bars.csv");
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(path.dirname(file), { recursive: true });
});

const GOOD = "2020-01-02,10,12,9,11,100";
const read = (row: string) => {
  writeFileSync(file, ["date,open,high,low,close,volume", GOOD, row, ""].join("\n"));
  return readBars(file, {});
};

test.each([
  ["2020-01-03,10,9,12,11,100", "column high: high below low; expected at least the low 12, got 9. Mend or delete the row"],
  ["2020-01-03,-5,12,9,11,100", "column open: price not positive; expected a price above 0, got -5."],
  ["2020-01-03,10,12,0,0,100", "column low: price not positive; expected a price above 0, got 0. 1 more like it follows."],
  ["2020-01-03,10,12,9,11,-1", "column volume: negative volume; expected 0 or more, got -1."],
])("the impossible bar %s is refused by file, date and column", async (row, message) => {
  await expect(read(row)).rejects.toThrow(MarketError);
  await expect(read(row)).rejects.toThrow(`${file}, bar of 2020-01-03, ${message}`);
});

test("a close outside its range is told and used as it is", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  expect((await read("2020-01-03,10,12,9,12.5,100")).close[1]).toBe(12.5);
  expect(warn.mock.calls).toEqual([[`${file}, bar of 2020-01-03, column close: close outside range; expected 9 to 12, got 12.5. It is used as it is.`]]);
});

test("bars are called by their file unless a symbol is given, and good ones are read without a word", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  expect((await read("2020-01-03,10,12,9,11,100")).symbol).toBe("bars");
  expect((await readBars(file, { symbol: "X" })).symbol).toBe("X");
  expect(warn).not.toHaveBeenCalled();
});
