import { appendFile, mkdtemp, readdir, rm, truncate, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { randomKey } from "../random/index.ts";
import { type Bars, mapBars, sliceBars } from "./bars.ts";
import { generateBars } from "./generateBars.ts";
import { listBars, openBars, saveBars } from "./store.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
});
afterEach(() => rm(folder, { recursive: true }));

const bars = generateBars({ symbol: "BTC/USD", rows: 60, interval: "1h", start: Date.parse("2020-01-01"), volatility: 0.01, clustering: 0.9, edge: 0 }, randomKey(1));
const opened = (): Promise<Bars> => openBars("BTC/USD", { folder, interval: "1h" });
const storedCsv = async (): Promise<string> => join(folder, (await readdir(folder)).find((name) => name.endsWith(".csv"))!);

test("what is saved is opened equal, provenance included", async () => {
  expect(await saveBars(bars, { folder })).toEqual({ rows: 60, added: 60, changed: 0 });
  expect(await opened()).toEqual(bars);
});

test("missing values survive", async () => {
  const holed = mapBars(bars, (column, name) => (name === "close" ? column.map((value, row) => (row === 7 ? Number.NaN : value)) : column));
  await saveBars(holed, { folder });
  expect(await opened()).toEqual(holed);
});

test("saving twice changes nothing", async () => {
  await saveBars(bars, { folder });
  const before = await readdir(folder);
  expect(await saveBars(bars, { folder })).toEqual({ rows: 60, added: 0, changed: 0 });
  expect(await readdir(folder)).toEqual(before);
});

test("later bars are added, known times get the new values, and one CSV file is left", async () => {
  await saveBars(sliceBars(bars, 0, 40), { folder });
  const revised = mapBars(sliceBars(bars, 38, 60), (column, name) => (name === "close" ? column.map((value, row) => (row === 0 ? value + 1 : value)) : column));
  expect(await saveBars(revised, { folder })).toEqual({ rows: 60, added: 20, changed: 1 });
  const now = await opened();
  expect(now.closeTime).toEqual(bars.closeTime);
  expect(now.close[38]).toBe(bars.close[38]! + 1);
  expect((await readdir(folder)).filter((name) => name.endsWith(".csv"))).toHaveLength(1);
});

test("earlier bars come before the known ones", async () => {
  await saveBars(sliceBars(bars, 30, 60), { folder });
  await saveBars(sliceBars(bars, 0, 30), { folder });
  expect(await opened()).toEqual(bars);
});

test("the list tells symbol, interval, rows and span", async () => {
  await saveBars(bars, { folder });
  expect(await listBars({ folder })).toMatchObject([{ symbol: "BTC/USD", interval: "1h", rows: 60, from: "2020-01-01T01:00:00.000Z", to: "2020-01-03T12:00:00.000Z", provenance: bars.provenance }]);
  expect(await listBars({ folder: join(folder, "none") })).toEqual([]);
});

test("a file changed by hand, cut off or gone is an error that names it and the remedy", async () => {
  await saveBars(bars, { folder });
  const file = await storedCsv();
  await appendFile(file, "2021-01-01T00:00:00.000Z,1,1,1,1,1\n");
  await expect(opened()).rejects.toThrow(/BTC%2FUSD\.1h\.\w+\.csv: the file is not the one that was saved; it was changed or cut off\. Delete it and BTC%2FUSD\.1h\.json, then load the bars anew/);
  await truncate(file, 100);
  await expect(opened()).rejects.toThrow("it was changed or cut off");
  await unlink(file);
  await expect(opened()).rejects.toThrow("there is no such file to read stored bars from");
});

test("a record that is cut off or of another shape is an error that names it", async () => {
  await writeFile(join(folder, "SP500.1d.json"), '{"symbol": "SP5');
  await expect(openBars("SP500", { folder })).rejects.toThrow(/SP500\.1d\.json: it is cut off or no JSON/);
  await writeFile(join(folder, "SP500.1d.json"), "{}");
  await expect(listBars({ folder })).rejects.toThrow(/SP500\.1d\.json: it is not a record of stored bars/);
});

test("an unknown symbol is an error that lists what there is", async () => {
  await saveBars(bars, { folder });
  await expect(openBars("BTCUSD", { folder, interval: "1h" })).rejects.toThrow('has no 1h bars of "BTCUSD"; did you mean "BTC/USD"? It has: BTC/USD 1h.');
});

test("bars out of order, and no bars, are refused", async () => {
  await expect(saveBars(mapBars(bars, (column) => column.slice().reverse()), { folder })).rejects.toThrow("BTC/USD is not in order of time in row 1");
  await expect(saveBars(sliceBars(bars, 0, 0), { folder })).rejects.toThrow("BTC/USD has no bars");
});

test("a folder that cannot be made is an error, not half a store", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(saveBars(bars, { folder: join(folder, "file", "store") })).rejects.toThrow("could not be saved");
});
