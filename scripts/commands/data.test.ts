import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { sliceBars } from "../../lib/market/bars.ts";
import { generateBars } from "../../lib/market/generateBars.ts";
import { formatBarsCsv } from "../../lib/market/index.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import { randomKey } from "../../lib/random/index.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { dataCommand } from "./data.ts";
import { fetchCommand } from "./fetch.ts";

const { at, printed } = commandFolder("data");
afterEach(() => {
  process.exitCode = undefined;
});

const bars = generateBars({ symbol: "XYZ", rows: 90, interval: "1h", start: Date.parse("2020-01-01"), volatility: 0.01, clustering: 0.9, edge: 0 }, randomKey(1));
const data = (name: string, ...argv: string[]) => dataCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync([name, "--store", at("store"), ...argv], { from: "user" });
const fetchInto = (...argv: string[]) => {
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  return fetchCommand().exitOverride().configureOutput({ outputError: () => {} }).parseAsync(["--store", at("store"), ...argv], { from: "user" });
};

test("what is imported is listed and exported equal, and importing twice adds nothing", async () => {
  writeFileSync(at("XYZ.csv"), formatBarsCsv(bars));
  await data("import", at("XYZ.csv"));
  await data("import", at("XYZ.csv"));
  expect(printed.map((line) => line.split("\n").at(-1)!.trim().split(/\s+/).slice(-3))).toEqual([["90", "90", "0"], ["90", "0", "0"]]);
  await data("ls");
  expect(printed.at(-1)).toMatch(/XYZ\s+1h\s+90\s+2020-01-01T01:00\s+2020-01-04T18:00\s+file/);
  for (const file of ["out.csv", "out.parquet"]) await data("export", "XYZ", "--output", at(file));
  expect(readFileSync(at("out.csv"), "utf8")).toBe(formatBarsCsv(bars));
  await data("import", at("out.parquet"), "--symbol", "XYZ");
  expect(printed.at(-1)).toMatch(/90\s+0\s+0$/);
});

test("a bad row is named by its line, nothing of its file is imported, and the other files are", async () => {
  mkdirSync(at("files"));
  writeFileSync(at("files/BAD.csv"), formatBarsCsv(bars).replace(/^(2020-01-02T05[^,]*,)[^,]+/m, "$1oops"));
  writeFileSync(at("files/GOOD.csv"), formatBarsCsv(bars));
  await data("import", at("files"));
  expect(process.exitCode).toBe(1);
  expect(printed.at(-1)).toMatch(/Not imported: .*BAD\.csv, line 30, column open: "oops" is not a number/);
  await data("ls", "--json");
  expect(JSON.parse(printed.at(-1)!)).toMatchObject([{ symbol: "GOOD", bars: 90 }]);
});

test("bars that cannot be right fail the check, a whole store passes its own", async () => {
  writeFileSync(at("XYZ.csv"), formatBarsCsv({ ...bars, close: bars.close.map((price, t) => (t === 7 ? -1 : price)) }));
  await data("import", at("XYZ.csv"));
  await data("check", "XYZ");
  expect(printed.join("\n")).toContain("price not positive");
  expect(process.exitCode).toBe(1);
  process.exitCode = undefined;
  await data("check", "--integrity");
  expect(printed.at(-1)).toContain("every segment and every answer is as it was saved");
  expect(process.exitCode).toBeUndefined();
});

test("bars as of a moment are those that had closed", async () => {
  const store = await openStore(at("store"));
  await store.saveBars(bars, { receivedAt: Date.parse("2020-02-01") });
  await store.close();
  await data("show", "XYZ", "--as-of", "2020-01-02T00:00:00Z", "--json");
  expect(JSON.parse(printed.at(-1)!)).toMatchObject({ bars: 24 });
  await data("rebuild", "--json");
  expect(JSON.parse(printed.at(-1)!)).toMatchObject([{ bars: 90, rebuilt: 0, withoutBytes: 90, findings: [] }]);
});

test("what is fetched is in the store with its source, and fetching again asks nothing", async () => {
  const argv = ["--source", "embedded", "--symbols", "SP500", "--from", "2019-01-01", "--to", "2020-04-17"];
  await fetchInto(...argv);
  expect(printed.join("\n")).toMatch(/SP500\s+embedded\s+326\s+0\s+0/);
  expect(process.exitCode).toBeUndefined();
  await fetchInto(...argv);
  expect(printed.at(-1)).toMatch(/SP500\s+known already/);
  await data("show", "SP500", "--json");
  expect(JSON.parse(printed.at(-1)!)).toMatchObject({ bars: 326, shown: expect.arrayContaining([expect.objectContaining({ source: "embedded" })]) });
});

test("what a source has no more of is told in words, and what it has counts as all; asking for other times alone fails", async () => {
  const argv = ["--source", "embedded", "--symbols", "SP500", "--from", "2020-04-01"];
  for (const added of [12, 0]) {
    await fetchInto(...argv);
    expect(process.exitCode).toBeUndefined();
    expect(printed.at(-1)).toMatch(new RegExp(`note: no more there, SP500 1d: expected bars for all of the time asked, got embedded has those from \\S+ to \\d{4}-\\d\\d-\\d\\d, and no others\n\nThe symbol is complete, as far as there are bars: ${added} bars added, 0 changed\\.$`));
  }
  await fetchInto("--source", "embedded", "--symbols", "SP500", "--from", "2024-01-01", "--to", "2024-03-01");
  expect(process.exitCode).toBe(1);
  expect(printed.at(-1)).toContain("The symbol is not complete: SP500. 0 bars added, 0 changed. No source that was asked has the rest.");
});

test("a symbol that no source has fails, the others are fetched", async () => {
  await fetchInto("--source", "embedded", "--symbols", "SP50X,NASDAQ", "--from", "2018-01-01", "--to", "2018-12-31");
  expect(process.exitCode).toBe(1);
  expect(printed.join("\n")).toContain('there is no symbol "SP50X"');
  expect(printed.at(-1)).toContain("1 of 2 symbols are not complete: SP50X");
});

test("a dry run says what would be asked and saves nothing; the list names every source and no key", async () => {
  await fetchInto("--source", "embedded", "--symbols", "SP500", "--from", "2019-01-01", "--to", "2019-12-31", "--dry-run");
  expect(printed.at(-1)).toContain("2019-01-01 → 2019-12-31");
  await data("ls", "--json");
  expect(JSON.parse(printed.at(-1)!)).toEqual([]);
  await fetchInto("--list");
  for (const name of ["embedded", "yahoo", "generated"]) expect(printed.at(-1)).toContain(name);
});

test.each([
  [["--symbols", "SPY"], "--from is missing"],
  [["--from", "2020-01-01"], "--symbols names nothing"],
  [["--symbols", "SPY", "--from", "2020-01-01", "--interval", "2d"], "Allowed choices are 1m, 5m, 15m, 1h, 1d"],
  [["--symbols", "@none.txt", "--from", "2020-01-01"], "There is no file none.txt with symbols"],
  [["--source", "yahooo", "--symbols", "SPY", "--from", "2020-01-01"], 'did you mean "yahoo"?'],
  [["--source", "store", "--symbols", "SPY", "--from", "2020-01-01"], "the store is where bars go to"],
])("fetch %o is refused in words", async (argv, message) => {
  await expect(fetchInto(...argv)).rejects.toThrow(message);
});

test("an unknown symbol is told with what there is", async () => {
  await expect(data("show", "NONE")).rejects.toThrow("holds nothing yet. Fetch: npx marketbook fetch");
  writeFileSync(at("SPY.csv"), formatBarsCsv(bars));
  await data("import", at("SPY.csv"));
  for (const argv of [["show"], ["check"], ["rebuild"], ["export", "--output", at("out.csv")]]) {
    await expect(data(argv[0]!, "SPX", ...argv.slice(1))).rejects.toThrow(/has no 1d bars of "SPX"; did you mean "SPY"\? It has: SPY 1h/);
  }
  await expect(data("import", at("nowhere"))).rejects.toThrow("there is no file or folder");
});

test("a check draws one series, and several as a heat map; with nothing to draw it says so", async () => {
  await expect(data("check", "--figure", at("none.png"))).rejects.toThrow("holds nothing yet");
  for (const name of ["XYZ", "ABC"]) {
    writeFileSync(at(`${name}.csv`), formatBarsCsv(bars));
    await data("import", at(`${name}.csv`));
  }
  await data("check", "XYZ", "--figure", at("one.png"));
  await data("check", "--figure", at("all.png"));
  const [one, all] = ["one.png", "all.png"].map((file) => readFileSync(at(file)));
  for (const picture of [one!, all!]) expect(picture.subarray(1, 4).toString()).toBe("PNG");
  expect(one!.equals(all!)).toBe(false);
});

test("commands that only look make no store", async () => {
  for (const name of ["ls", "check", "rebuild"]) await data(name);
  expect(printed).toEqual(new Array(3).fill(`${at("store")} holds nothing yet. Fetch: npx marketbook fetch --source yahoo --symbols SPY --from 2015-01-01; or import: npx marketbook data import SPY.csv`));
  await data("ls", "--json");
  expect(printed.at(-1)).toBe("[]");
  expect(existsSync(at("store"))).toBe(false);
  writeFileSync(at("store"), "a file");
  await expect(data("ls")).rejects.toThrow("is a file; name the folder of a store");
});

test("first and last bars are shown with what lies between, a missing value as such, and what stood then", async () => {
  writeFileSync(at("XYZ.csv"), formatBarsCsv({ ...bars, volume: bars.volume.with(1, Number.NaN) }));
  await data("import", at("XYZ.csv"));
  await data("show", "XYZ", "--rows", "2");
  const lines = printed.at(-1)!.split("\n");
  expect(lines[0]).toBe(`XYZ 1h: 90 bars. file ${at("XYZ.csv")}`);
  expect(lines.slice(4).map((line) => line.trim().split(/\s+/).slice(0, 3).join(" "))).toEqual([expect.stringMatching(/^2020-01-01T01:00/), expect.stringMatching(/^2020-01-01T02:00/), "… 86 more", expect.stringMatching(/^2020-01-04T17:00/), expect.stringMatching(/^2020-01-04T18:00/)]);
  expect(lines[5]).toMatch(/ N\/A {2}file /);
  await data("show", "XYZ", "--rows", "50", "--json");
  expect(JSON.parse(printed.at(-1)!).shown).toHaveLength(90);
});

test("some days are exported, and what was known at a moment", async () => {
  const store = await openStore(at("store"));
  await store.saveBars(bars, { receivedAt: Date.parse("2020-02-01") });
  await store.saveBars({ ...bars, close: bars.close.map((price) => price + 1) }, { receivedAt: Date.parse("2020-03-01") });
  await store.close();
  await data("export", "XYZ", "--output", at("day.csv"), "--from", "2020-01-02", "--to", "2020-01-02", "--as-of", "2020-02-15", "--json");
  expect(JSON.parse(printed.at(-1)!)).toEqual({ output: at("day.csv"), symbol: "XYZ", interval: "1h", bars: 24, from: "2020-01-02T01:00:00.000Z", to: "2020-01-03T00:00:00.000Z" });
  expect(readFileSync(at("day.csv"), "utf8")).toBe(formatBarsCsv(sliceBars(bars, 24, 48)));
  await expect(data("export", "XYZ", "--output", at("none.csv"), "--from", "2021-01-01")).rejects.toThrow("XYZ has no 1h bars in that time");
  expect(existsSync(at("none.csv"))).toBe(false);
});

test("a symbol with bars of several intervals asks which, unless one is daily", async () => {
  const store = await openStore(at("store"));
  for (const interval of ["1m", "5m"] as const) await store.saveBars({ ...bars, interval });
  await expect(data("show", "XYZ")).rejects.toThrow("XYZ has bars of 1m, 5m; name one of them with --interval");
  await store.saveBars({ ...bars, interval: "1d" });
  await store.close();
  await data("show", "XYZ");
  expect(printed.at(-1)).toMatch(/^XYZ 1d: 90 bars\./);
});

test.each([
  ["its dates have no times, as those of daily bars", "date,open,high,low,close,volume\n2020-04-16,1,3,0.5,2,7\n2020-04-17,1,3,0.5,2,7\n", "1m"],
  ["most follow each other much faster, the first after 3600 s", undefined, "1d"],
])("an interval named wrongly is refused: %s", async (message, text, interval) => {
  writeFileSync(at("XYZ.csv"), text ?? formatBarsCsv(bars));
  await data("import", at("XYZ.csv"), "--interval", interval);
  expect(printed.at(-1)).toContain(`said to be of ${interval}, but ${message}. Leave --interval away`);
  expect(process.exitCode).toBe(1);
});

test("what Binance and a spreadsheet write is imported, compressed too", async () => {
  const first = Date.parse("2024-03-15");
  const lines = [0, 1, 2].map((k) => [first + k * 60_000, "1", "3", "0.5", "2", "7", first + (k + 1) * 60_000 - 1, "14", 5, "3", "6", "0"].join(","));
  writeFileSync(at("BTC.csv.gz"), gzipSync(`${lines.join("\n")}\n`));
  writeFileSync(at("DAX.csv"), "\ufeffDatum;Open\r\n");
  writeFileSync(at("FTSE.csv"), "\ufeffDate;Open;High;Low;Close;Volume\r\n2020-04-16;1,5;3;0,5;2,25;1000\r\n");
  await data("import", at("BTC.csv.gz"));
  await data("import", at("FTSE.csv"), "--decimal-comma", "--json");
  expect(JSON.parse(printed.at(-1)!)).toEqual([{ file: at("FTSE.csv"), symbol: "FTSE", bars: 1, added: 1, changed: 0 }]);
  await data("import", at("DAX.csv"));
  expect(printed.at(-1)).toContain('DAX.csv: the header has no "date", "high", "low", "close", "volume"; it has "Datum", "Open".');
  await data("ls");
  expect(printed.at(-1)).toMatch(/BTC\s+1m\s+3\s+2024-03-15T00:01\s+2024-03-15T00:03\s+file[^]*FTSE\s+1d\s+1\s+2020-04-16/);
});

test("an export says what its file does not keep: bars chosen among survivors, or repaired with later ones", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  const store = await openStore(at("store"));
  await store.saveBars(bars);
  await store.saveBars({ ...bars, symbol: "LEFT", provenance: "a list of today; chosen among today's survivors" });
  await store.saveBars({ ...bars, symbol: "DRAWN", provenance: "a file; repaired: interpolated, which looks ahead" });
  await store.close();
  for (const symbol of ["XYZ", "LEFT", "DRAWN"]) await data("export", symbol, "--output", at(`${symbol}.csv`));
  expect(told.mock.calls.flat().filter((text) => String(text).includes("keeps no provenance"))).toEqual([
    `${at("LEFT.csv")} keeps no provenance. In the store its bars say: a list of today; chosen among today's survivors`,
    `${at("DRAWN.csv")} keeps no provenance. In the store its bars say: a file; repaired: interpolated, which looks ahead`,
  ]);
});
