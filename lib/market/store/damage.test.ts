import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sliceBars } from "../bars.ts";
import { openStore } from "./openStore.ts";
import { answerOf, hourly, pageOf } from "./storeBars.fixture.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
  const store = await openStore(folder);
  await store.savePage("binance", pageOf(hourly, answerOf("bytes as they came")));
  await store.close();
});
afterEach(() => rm(folder, { recursive: true }));

const file = (): string => join(folder, "market.db");

/** Changes a byte wherever some bytes lie in the file: pages that are no longer used may hold them too. */
async function damageAt(bytes: Uint8Array): Promise<void> {
  const content = await readFile(file());
  expect(content.indexOf(bytes)).toBeGreaterThan(0);
  for (let at = content.indexOf(bytes); at > 0; at = content.indexOf(bytes, at)) content[at + 3]! ^= 0x10;
  await writeFile(file(), content);
}

test("a changed byte in bars is told on reading them and by the check, and other stretches can be read", async () => {
  await damageAt(new Uint8Array(hourly.close.slice(100, 102).buffer));
  const store = await openStore(folder);
  await expect(store.openBars("BTC-USD", { interval: "1h" })).rejects.toThrow(/segment \d+ of BTC-USD 1h is not as it was saved; the file is damaged\./);
  expect(await store.verify()).toMatchObject([{ code: "segment changed", severity: "error", where: expect.stringMatching(/^BTC-USD 1h, segment \d+$/), got: "other bytes" }]);
  const later = await store.openBars("BTC-USD", { interval: "1h", from: "2020-08-01" });
  expect(later.close.at(-1)).toBe(hourly.close.at(-1));
  await store.close();
});

test("changed bytes of an answer are told on reading it and by the check", async () => {
  const database = new DatabaseSync(file());
  database.exec("update bodies set data = (select data from bodies) || x'00'");
  database.prepare("update bodies set data = ?").run(new Uint8Array([1, 2, 3]));
  database.close();
  const store = await openStore(folder);
  const { sha256 } = answerOf("bytes as they came");
  await expect(store.answer(sha256)).rejects.toThrow(`the bytes of the answer ${sha256} are not as they were saved`);
  expect(await store.verify()).toMatchObject([{ code: "bytes changed", where: `answer ${sha256}` }]);
  await store.close();
});

test("damaged bytes of an answer are replaced when the same come again", async () => {
  const database = new DatabaseSync(file());
  database.prepare("update bodies set data = ?").run(new Uint8Array([1, 2, 3]));
  database.close();
  const store = await openStore(folder);
  const again = answerOf("bytes as they came", { receivedAt: 1.71e12 });
  await store.savePage("binance", pageOf(hourly, again));
  expect(await store.answer(again.sha256)).toMatchObject({ body: again.body });
  expect(await store.verify()).toEqual([]);
  await store.close();
});

test("missing bytes of an answer are told by the check", async () => {
  const database = new DatabaseSync(file());
  database.exec("delete from bodies");
  database.close();
  const store = await openStore(folder);
  expect(await store.verify()).toMatchObject([{ code: "bars without bytes", severity: "warning", where: "BTC-USD 1h" }]);
  await store.close();
});

test("a file that was cut off is told by the check or on opening, never read as if it were whole", async () => {
  await truncate(file(), 200_000);
  const opened = await openStore(folder).catch((error: unknown) => String(error));
  if (typeof opened === "string") return expect(opened).toContain("the file is damaged");
  await expect(opened.openBars("BTC-USD", { interval: "1h" })).rejects.toThrow(/damaged/);
  expect((await opened.verify()).map(({ code }) => code)).toContain("database damaged");
  await opened.close();
});

test("a file that is no store is refused", async () => {
  await writeFile(file(), "date,open,high,low,close,volume\n".repeat(1000));
  await expect(openStore(folder)).rejects.toThrow("the file is not a store. Name another folder, or delete the file and fetch anew.");
});

test("a store of a newer version is refused", async () => {
  const database = new DatabaseSync(file());
  database.exec("update store set version = 99");
  database.close();
  await expect(openStore(folder)).rejects.toThrow("the store is of version 99, this Marketbook reads version 2. Use the Marketbook that wrote it, or another place.");
});

test("a store that another Marketbook makes one of its version meanwhile is neither read nor written", async () => {
  const store = await openStore(folder);
  const database = new DatabaseSync(file());
  database.exec("update store set version = 3");
  database.close();
  const words = "another Marketbook has made the store one of version 3 since it was opened, this one reads version 2. Nothing was read or written. Use that Marketbook.";
  await expect(store.saveBars({ ...hourly, symbol: "ETH-USD" })).rejects.toThrow(words);
  await expect(store.openBars("BTC-USD", { interval: "1h" })).rejects.toThrow(words);
  await store.close();
});

test("a full disk is an error, and what was saved before is whole", async () => {
  const fresh = join(folder, "small");
  const store = await openStore(fresh, { mostPages: 70 });
  await store.saveBars(sliceBars(hourly, 0, 1000));
  await expect(store.saveBars(hourly)).rejects.toThrow(/the disk is full\. Make room, then save again\. Nothing was half written\./);
  expect((await store.openBars("BTC-USD", { interval: "1h" })).closeTime).toEqual(hourly.closeTime.slice(0, 1000));
  expect(await store.verify()).toEqual([]);
  await store.close();
  const roomy = await openStore(fresh);
  expect(await roomy.saveBars(hourly)).toEqual({ rows: 6000, added: 5000, changed: 0 });
  await roomy.close();
});

test("a folder that cannot be made is an error", async () => {
  await expect(openStore(join(file(), "store"))).rejects.toThrow(/market\.db\/store\/market\.db: .*Check that the folder/);
});

test("a writer that waits too long for another says so, and saves once the other is done", async () => {
  const other = new DatabaseSync(file());
  other.exec("begin immediate");
  const store = await openStore(folder, { waitMillis: 50 });
  const more = { ...hourly, symbol: "ETH-USD" };
  await expect(store.saveBars(more)).rejects.toThrow("another process has been writing to the store for too long. Wait until it is done, or end it.");
  other.exec("commit");
  other.close();
  expect(await store.saveBars(more)).toMatchObject({ added: 6000 });
  await store.close();
});
