import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { column, computeFactors, everyFactor, factorIds } from "../../lib/factors/index.ts";
import { randomBars } from "../../lib/factors/fixtures/randomBars.ts";
import { formatBarsCsv } from "../../lib/market/index.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { factorsCommand } from "./factors.ts";

const bars = randomBars(300, 2);
const folder = commandFolder("factors");
const { at, printed } = folder;

beforeEach(() => {
  writeFileSync(at("bars.csv"), formatBarsCsv(bars));
});

const run = (...argv: string[]) => factorsCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(argv, { from: "user" });

test("the columns asked for are written, equal to what the library computes, with empty cells before the warm-up", async () => {
  await run("--input", at("bars.csv"), "--output", at("out.csv"), "--only", "rsi_14, macd_hist_12_26_9");
  const [header, ...lines] = readFileSync(at("out.csv"), "utf8").trimEnd().split("\n");
  expect(header).toBe("date,rsi_14,macd_hist_12_26_9");
  expect(lines.length).toBe(300);
  expect(lines[0]).toBe("2015-01-01,,");
  const columns = computeFactors(bars, ["rsi_14", "macd_hist_12_26_9"]);
  lines.forEach((line, t) => {
    const [, ...cells] = line.split(",");
    expect(cells.map((cell) => (cell === "" ? Number.NaN : Number(cell)))).toEqual(columns.names.map((name) => column(columns, name)[t]));
  });
  expect(printed).toEqual([`${at("out.csv")}: 2 columns of 300 bars of bars`]);
});

test("without --only the default set is written", async () => {
  await run("--input", at("bars.csv"), "--output", at("out.csv"));
  expect(readFileSync(at("out.csv"), "utf8").split("\n")[0]).toBe(["date", ...factorIds()].join(","));
});

test("the list names every factor, a description its formula, source and warm-up", async () => {
  await run("--list");
  for (const id of everyFactor()) expect(printed[0]).toContain(` ${id} `);
  await run("--describe", "rsi");
  expect(printed[1]).toMatch(/rsi_14: Relative strength index[^]*G\/\(G\+L\)[^]*Wilder 1978[^]*14 rows without a value/);
});

describe("what cannot be done is refused in one sentence, and nothing is written", () => {
  const wanted = () => ["--input", at("bars.csv"), "--output", at("out.csv")];
  test.each<[string, () => string[], RegExp]>([
    ["an unknown id", () => [...wanted(), "--only", "rsi_14,obw"], /there is no factor "obw"\. Did you mean "obv"\?/],
    ["a bad parameter", () => [...wanted(), "--only", "rsi_0"], /period must be a whole number from 2 to 200, got "0"/],
    ["a period longer than the data", () => [...wanted(), "--only", "sma_301"], /"sma_301" has its first value after 301 bars, bars has 300/],
    ["no id at all", () => [...wanted(), "--only", ","], /--only names no factor/],
    ["a file that is not there", () => ["--input", at("none.csv"), "--output", at("out.csv")], /none\.csv: there is no such file/],
    ["no output", () => ["--input", at("bars.csv")], /--output is missing/],
    ["an output over the input", () => ["--input", at("bars.csv"), "--output", at("bars.csv")], /would overwrite .*bars\.csv, which is read/],
    ["a folder that is not there", () => ["--input", at("bars.csv"), "--output", at("none/out.csv")], /the folder .*none of --output .*out\.csv does not exist; create it/],
  ])("%s", async (_, argv, message) => {
    await expect(run(...argv())).rejects.toThrow(message);
    expect(readdirSync(folder.path)).toEqual(["bars.csv"]);
  });

  test("a bad row, which is named", async () => {
    writeFileSync(at("bars.csv"), formatBarsCsv(bars).replace(/^2015-01-04,[^,]+/m, "2015-01-04,-1"));
    await expect(run(...wanted())).rejects.toThrow(/bars\.csv, bar of 2015-01-04, column open: price not positive/);
    expect(existsSync(at("out.csv"))).toBe(false);
  });
});
