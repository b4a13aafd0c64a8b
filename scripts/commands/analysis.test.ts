import { readFileSync, writeFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { factorTable } from "../../lib/analysis/index.ts";
import { computeFactors, describeFactor, factorIds } from "../../lib/factors/index.ts";
import { nextLogReturn } from "../../lib/labels/index.ts";
import { formatBarsCsv, generateBars } from "../../lib/market/index.ts";
import { randomKey } from "../../lib/random/index.ts";
import { analysisCommand } from "./analysis.ts";
import { commandFolder } from "./commandFolder.fixture.ts";

/** A market in which each return repeats a fifth of the one before. */
const bars = generateBars({ symbol: "EDGE", rows: 1200, interval: "1d", start: Date.UTC(2010, 0, 1), volatility: 0.01, clustering: 0, edge: 0.2 }, randomKey(1));
const folder = commandFolder("analysis");
const { at, printed } = folder;
beforeEach(() => writeFileSync(at("edge.csv"), formatBarsCsv(bars)));

const run = (...argv: string[]) => analysisCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(argv, { from: "user" });

test("the planted column stands first, with its span of time and what chance would give", async () => {
  await run("--input", at("edge.csv"), "--only", "log_return_1,dow_sin,rsi_50", "--horizons", "1,5", "--fold", "0.5", "--shifts", "50", "--top", "2");
  const lines = printed.join("\n").split("\n");
  expect(lines[0]).toBe("edge, 2010-01-04 to 2012-05-18: what columns say about the next bar. Later rows are not looked at.");
  expect(lines[4]).toMatch(/^ {2}log_return_1 .*0\.\d{4}/);
  expect(lines).toHaveLength(8);
  expect(lines[7]).toMatch(/^log_return_1 has a strength of \d\.\d \(the smaller of \|t\| and \|z\|\)\. By chance the best of these 3 columns would have \d\.\d, of as many independent ones 1\.3\. [123] columns have q ≤ 0\.1\.$/);
});

test("the file holds the table of the library in full, empty where the rows cannot tell", async () => {
  await run("--input", at("edge.csv"), "--output", at("table.csv"), "--only", "log_return_1,dow_sin,turn_of_month", "--horizons", "5,1", "--shifts", "30", "--seed", "7");
  const [header = "", ...rows] = readFileSync(at("table.csv"), "utf8").trimEnd().split("\n");
  const labels = [5, 1].map((horizon) => nextLogReturn(bars, { horizon }));
  const { decay, rows: expected } = factorTable(computeFactors(bars, ["log_return_1", "dow_sin", "turn_of_month"]), labels, { from: 0, to: 840 }, { key: randomKey(7), shifts: 30 });
  expect(header.split(",").slice(-2)).toEqual(["rankIC_5", "rankIC_1"]);
  expect(rows.map((line) => line.split(",")[0])).toEqual(expected.map(({ column }) => column));
  for (const [k, line] of rows.entries()) {
    const numbers = line.split(",").slice(1).map((cell) => (cell === "" ? Number.NaN : Number(cell)));
    const { column, ...values } = expected[k]!;
    expect(numbers).toEqual([...Object.values(values), ...decay[column]!.map(({ value }) => value)]);
  }
  expect(printed.at(-1)).toBe(`${at("table.csv")}: 3 columns of edge`);
});

test("a set is taken without the columns that grow with the price", async () => {
  await run("--input", at("edge.csv"), "--output", at("table.csv"), "--shifts", "20", "--top", "1");
  const names = readFileSync(at("table.csv"), "utf8").trimEnd().split("\n").slice(1).map((line) => line.split(",")[0]);
  expect(names.toSorted()).toEqual(factorIds().filter((id) => describeFactor(id).scaleFree).toSorted());
});

test("a wrong command line is refused before the bars are read", async () => {
  await expect(run("--only", "rsi_14")).rejects.toThrow("--input is missing");
  await expect(run("--input", "none.csv", "--only", "rsi_0")).rejects.toThrow("rsi_0");
  await expect(run("--input", "none.csv", "--fold", "1.5")).rejects.toThrow("a share above 0, at most 1");
  await expect(run("--input", "none.csv", "--horizons", "1,x")).rejects.toThrow("whole numbers of bars");
  await expect(run("--input", at("edge.csv"), "--output", at("edge.csv"))).rejects.toThrow("would overwrite");
});
