import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parquetReadObjects } from "hyparquet";
import { parquetWriteFile } from "hyparquet-writer";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { column, computeFactors, computePanel, describeFactor, everyFactor, factorIds } from "../../lib/factors/index.ts";
import { randomBars } from "../../lib/factors/fixtures/randomBars.ts";
import { sliceBars } from "../../lib/market/bars.ts";
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

test("a file that ends in .parquet is written and read as Parquet, the same numbers as in a CSV", async () => {
  await run("--input", at("bars.csv"), "--output", at("out.parquet"), "--only", "rsi_14,obv_lag_2");
  const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(at("out.parquet"))).buffer });
  const columns = computeFactors(bars, ["rsi_14", "obv_lag_2"]);
  expect(rows.map((row) => row.rsi_14 ?? Number.NaN)).toEqual([...column(columns, "rsi_14")]);
  expect(rows[0]).toEqual({ date: new Date(bars.closeTime[0]!), rsi_14: null, obv_lag_2: null });
  parquetWriteFile({ filename: at("bars.parquet"), columnData: [
    { name: "date", data: Array.from(bars.closeTime, (time) => new Date(time)) },
    ...(["open", "high", "low", "close", "volume"] as const).map((name) => ({ name, data: bars[name] })),
  ] });
  await run("--input", at("bars.parquet"), "--output", at("again.csv"), "--only", "rsi_14");
  await run("--input", at("bars.csv"), "--output", at("first.csv"), "--only", "rsi_14");
  expect(readFileSync(at("again.csv"), "utf8")).toBe(readFileSync(at("first.csv"), "utf8"));
  expect(readdirSync(folder.path).filter((name) => name.includes("draft"))).toEqual([]);
});

test("a set is written with the columns the bars are long enough for, and the others are named", async () => {
  const short = sliceBars(bars, 0, 150);
  writeFileSync(at("short.csv"), formatBarsCsv(short));
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  await run("--input", at("short.csv"), "--output", at("out.csv"), "--set", "default");
  const written = readFileSync(at("out.csv"), "utf8").split("\n")[0]!.split(",").slice(1);
  const tooLong = factorIds().filter((id) => describeFactor(id).warmUp >= 150);
  expect(tooLong).toContain("sma_200");
  expect(written).toEqual(factorIds().filter((id) => !tooLong.includes(id)));
  expect(warned.mock.calls.flat()).toEqual([`short has 150 bars, too few for ${tooLong.length} of the ${factorIds().length} columns of the set "default", which are left out: ${tooLong.join(", ")}`]);
});

test("threads write the same file", async () => {
  await run("--input", at("bars.csv"), "--output", at("one.csv"), "--set", "fast");
  await run("--input", at("bars.csv"), "--output", at("two.csv"), "--set", "fast", "--workers", "2");
  expect(readFileSync(at("two.csv"), "utf8")).toBe(readFileSync(at("one.csv"), "utf8"));
});

test("a reference is read from its own file", async () => {
  writeFileSync(at("spy.csv"), formatBarsCsv(randomBars(300, 9)));
  await run("--input", at("bars.csv"), "--output", at("out.csv"), "--only", "beta_spy_60", "--reference", `spy=${at("spy.csv")}`);
  const last = readFileSync(at("out.csv"), "utf8").trimEnd().split("\n").at(-1)!.split(",")[1];
  expect(Number(last)).toBe(column(computeFactors(bars, ["beta_spy_60"], { references: { spy: randomBars(300, 9) } }), "beta_spy_60").at(-1));
});

test("a panel is one long table by date and symbol, with columns that compare assets, in CSV as in Parquet", async () => {
  const panel = { AAA: randomBars(120, 3), BBB: sliceBars(randomBars(120, 4), 20, 120) };
  mkdirSync(at("panel"));
  for (const [symbol, own] of Object.entries(panel)) writeFileSync(at(`panel/${symbol}.csv`), formatBarsCsv(own));
  const ids = ["rsi_14", "rsi_14_cs_rank"];
  await run("--panel", at("panel"), "--output", at("out.csv"), "--only", ids.join(","));
  const [header, ...lines] = readFileSync(at("out.csv"), "utf8").trimEnd().split("\n");
  expect(header).toBe("date,symbol,rsi_14,rsi_14_cs_rank");
  expect(lines.slice(19, 23).map((line) => line.split(",").slice(0, 2).join(","))).toEqual(["2015-01-20,AAA", "2015-01-21,AAA", "2015-01-21,BBB", "2015-01-22,AAA"]);
  const computed = computePanel(panel, ids);
  for (const [symbol, columns] of Object.entries(computed)) {
    const own = lines.map((line) => line.split(",")).filter((cells) => cells[1] === symbol);
    ids.forEach((id, k) => expect(own.map((cells) => (cells[k + 2] === "" ? Number.NaN : Number(cells[k + 2])))).toEqual([...column(columns, id)]));
  }
  await run("--panel", at("panel"), "--output", at("out.parquet"), "--only", ids.join(","));
  const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(at("out.parquet"))).buffer });
  expect(rows.map((row) => [row.symbol, row.rsi_14 ?? "", row.rsi_14_cs_rank ?? ""].join(","))).toEqual(lines.map((line) => line.slice(line.indexOf(",") + 1)));
  expect(printed[0]).toBe(`${at("out.csv")}: 2 columns of 220 bars of 2 assets`);
});

test("the alphas that need no groups are written of a panel", async () => {
  mkdirSync(at("panel"));
  for (const seed of [1, 2, 3]) writeFileSync(at(`panel/S${seed}.csv`), formatBarsCsv(randomBars(300, seed)));
  await run("--panel", at("panel"), "--output", at("out.csv"), "--set", "alpha101");
  expect(readFileSync(at("out.csv"), "utf8").split("\n")[0]).toBe(["date", "symbol", ...factorIds("alpha101", { groupings: [] })].join(","));
});

test("a column that is asked for twice is written once", async () => {
  await run("--input", at("bars.csv"), "--output", at("out.csv"), "--only", "rsi_14,rsi_14");
  expect(printed).toEqual([`${at("out.csv")}: 1 column of 300 bars of bars`]);
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
    ["a set that is not there", () => [...wanted(), "--set", "everything"], /Allowed choices are default, fast, all, alpha101/],
    ["a set and ids at once", () => [...wanted(), "--set", "fast", "--only", "rsi_14"], /cannot be used with option/],
    ["a reference nobody gave", () => [...wanted(), "--only", "beta_spy_60"], /"beta_spy_60" needs the reference "spy"; give its bars with --reference spy=spy\.csv/],
    ["a comparison of assets where there is one", () => [...wanted(), "--only", "rsi_14_cs_rank"], /"rsi_14_cs_rank" compares assets with each other; give a folder .* with --panel/],
    ["the alphas of one asset", () => [...wanted(), "--set", "alpha101"], /"alpha_001" compares assets with each other; give a folder .* with --panel/],
    ["a panel that is a file", () => ["--panel", at("bars.csv"), "--output", at("out.csv")], /--panel .*bars\.csv is a file; name the folder/],
    ["a panel that is not there", () => ["--panel", at("none"), "--output", at("out.csv")], /there is no folder .*none for --panel/],
    ["a panel and bars at once", () => [...wanted(), "--panel", folder.path], /cannot be used with option/],
    ["an output over a file of the panel", () => ["--panel", folder.path, "--output", at("bars.csv")], /would overwrite .*bars\.csv, which is read/],
    ["groups that nobody can give here", () => ["--panel", folder.path, "--output", at("out.csv"), "--only", "alpha_048"], /needs to know the .* of each asset, which only a notebook can give/],
    ["a reference without a name", () => [...wanted(), "--reference", "spy.csv"], /Write the name in small letters, then = and the file/],
    ["too many threads", () => [...wanted(), "--workers", "1000"], /whole number from 1 to/],
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
