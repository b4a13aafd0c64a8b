import { existsSync, writeFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { Bars } from "../../lib/market/bars.ts";
import { generateBars } from "../../lib/market/generateBars.ts";
import { formatBarsCsv } from "../../lib/market/index.ts";
import { binance } from "../../lib/market/sources/binance.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import { randomKey } from "../../lib/random/index.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { dataCommand } from "./data.ts";

const { at, printed } = commandFolder("screen");
afterEach(() => {
  process.exitCode = undefined;
});

const WIDTH = 100;
const ISO_DAY = /^\d{4}-\d\d-\d\d$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const receivedAt = Date.parse("2024-05-06T07:08:09Z");

const recipe = { symbol: "BTC-USDT", rows: 40, start: Date.parse("2024-01-01"), volatility: 0.01, clustering: 0, edge: 0 };
const minutes = generateBars({ ...recipe, interval: "1m" }, randomKey(1));
const days = generateBars({ ...recipe, interval: "1d" }, randomKey(1));

const data = (name: string, ...argv: string[]) => dataCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync([name, "--store", at("store"), ...argv], { from: "user" });
async function json(name: string, ...argv: string[]): Promise<unknown> {
  await data(name, ...argv, "--json");
  return JSON.parse(printed.at(-1)!);
}

/** Bars of every width that prices and volumes have: what float32 leaves, five digits before the point, billions. */
async function save(bars: Bars, scale = 670.123456789): Promise<void> {
  const store = await openStore(at("store"));
  const scaled = (column: Float64Array): Float64Array => column.map((value) => Math.fround(value * scale));
  await store.saveBars({ ...bars, open: scaled(bars.open), high: scaled(bars.high), low: scaled(bars.low), close: scaled(bars.close) }, { source: binance.name, receivedAt });
  await store.close();
}

test.each(dataCommand().commands.map((command) => [command.name(), command] as const))("the help of data %s says what it does, and has an example of it", (name, command) => {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  expect(help).toMatch(/\n\n[A-Z][^]*\.\n\nOptions:\n/);
  expect(help).toMatch(new RegExp(`\nExample:\n  npx marketbook data ${name}( .*)?\n$`));
  expect(help).not.toContain("display help");
  expect(Math.max(...help.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(WIDTH);
});

test.each([["1m", minutes], ["1d", days]] as const)("tables of %s bars fit a hundred columns", async (_, bars) => {
  await save(bars);
  for (const argv of [["ls"], ["show", "BTC-USDT", "--rows", "3"], ["check"], ["rebuild"]]) await data(argv[0]!, ...argv.slice(1));
  const tables = printed.flatMap((text) => text.split("\n")).filter((line) => line.startsWith("  "));
  expect(tables.length).toBeGreaterThan(12);
  expect(Math.max(...tables.map(({ length }) => length))).toBeLessThanOrEqual(WIDTH);
});

test("JSON has counts and times by the same names everywhere, times as ISO 8601, prices in full under their names", async () => {
  await save(minutes);
  const series = { symbol: "BTC-USDT", interval: "1m" };
  const [from, to] = ["2024-01-01T00:01:00.000Z", "2024-01-01T00:40:00.000Z"];
  expect(await json("ls")).toEqual([{ ...series, bars: 40, from, to, sources: ["binance"], revisedBars: 0, updatedAt: expect.stringMatching(ISO_TIME) }]);
  const { shown, ...others } = await json("show", "BTC-USDT", "--rows", "1") as { readonly shown: readonly unknown[] };
  expect(others).toEqual({ ...series, bars: 40, provenance: expect.any(String) });
  expect(shown).toHaveLength(2);
  expect(shown[0]).toEqual({
    closeTime: from, open: Math.fround(minutes.open[0]! * 670.123456789), high: expect.any(Number), low: expect.any(Number), close: expect.any(Number), volume: minutes.volume[0],
    source: "binance", receivedAt: "2024-05-06T07:08:09.000Z",
  });
  expect(await json("export", "BTC-USDT", "--output", at("out.csv"))).toEqual({ ...series, output: at("out.csv"), bars: 40, from, to });
  expect(await json("check")).toMatchObject([{ ...series, findings: expect.any(Array) }]);
  expect(await json("rebuild")).toMatchObject([{ ...series, bars: 40 }]);
});

test("a daily bar's times are its days, in JSON too", async () => {
  await save(days);
  expect(await json("ls")).toMatchObject([{ from: expect.stringMatching(ISO_DAY), to: expect.stringMatching(ISO_DAY) }]);
  expect(await json("show", "BTC-USDT")).toMatchObject({ shown: expect.arrayContaining([expect.objectContaining({ closeTime: "2024-01-02" })]) });
});

test("an interval that no series has is told, and nothing is shown of others", async () => {
  await save(minutes);
  for (const name of ["ls", "check", "rebuild"]) await data(name, "--interval", "1h");
  expect(printed).toEqual(new Array(3).fill(`${at("store")} has no 1h bars; \`npx marketbook data ls\` shows what is there`));
  expect(await json("ls", "--interval", "1h")).toEqual([]);
  expect(await json("ls", "--interval", "1m")).toHaveLength(1);
});

test("a moment before the first bar is an error that names the first", async () => {
  await save(days);
  await expect(data("show", "BTC-USDT", "--as-of", "2000-01-01")).rejects.toThrow("no 1d bar of BTC-USDT had closed by 2000-01-01; the first is of 2024-01-02");
});

test("a file that is not there makes no store", async () => {
  await expect(data("import", at("nowhere.csv"))).rejects.toThrow(`there is no file or folder ${at("nowhere.csv")} to import; check the path`);
  expect(existsSync(at("store"))).toBe(false);
});

test("a picture is a PNG, and no other name is taken for one", async () => {
  await expect(data("check", "--figure", at("figure.jpg"))).rejects.toThrow("It must end in .png.");
});

test("where a bar cannot be right, the check says where repairs are shown", async () => {
  writeFileSync(at("XYZ.csv"), formatBarsCsv({ ...days, close: days.close.map((price, t) => (t === 7 ? -1 : price)) }));
  await data("import", at("XYZ.csv"));
  expect(await json("check")).toMatchObject([{ firstError: { code: "price not positive", where: { row: 7 } } }]);
  await data("check");
  expect(printed.join("\n")).toContain("notebooks/02-clean.ipynb shows each");
});
