import { mkdtemp, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { postgresCommands } from "../../../environment/setup/postgres.mjs";
import { randomKey, randomStream } from "../../random/index.ts";
import type { Value } from "./database.ts";
import { startWriter } from "./killedWriter.fixture.ts";
import { makeOlder } from "./olderStore.fixture.ts";
import { openStore } from "./openStore.ts";
import { type Server, startPostgres } from "./postgresServer.fixture.ts";
import { hourly, revise } from "./storeBars.fixture.ts";

let server: Server;
let folder = "";
beforeAll(async () => {
  server = await startPostgres(postgresCommands);
});
afterAll(() => server.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
});
afterEach(() => rm(folder, { recursive: true }));

const symbols = Array.from({ length: 30 }, (_, k) => `S${k}`);
const second = revise(hourly, (row) => row % 100 === 0);

async function fill(place: string): Promise<void> {
  const store = await openStore(place);
  for (const symbol of symbols) await store.saveBars({ ...hourly, symbol }, { receivedAt: 1.7e12 });
  await store.saveBars({ ...second, symbol: "S1" }, { receivedAt: 1.71e12 });
  await store.close();
}

async function demandWhole(place: string, notices: string[] = []): Promise<void> {
  const store = await openStore(place, { onNotice: (text) => notices.push(text) });
  expect(await store.verify()).toEqual([]);
  expect(await store.openBars("S0", { interval: "1h" })).toEqual({ ...hourly, symbol: "S0" });
  expect((await store.openBars("S1", { interval: "1h" })).close).toEqual(second.close);
  expect((await store.openBars("S1", { interval: "1h", asOf: 1.7e12 })).close).toEqual(hourly.close);
  expect(await store.saveBars({ ...hourly, symbol: "S29" }, { receivedAt: 1.7e12 })).toEqual({ rows: 6000, added: 0, changed: 0 });
  await store.close();
}

function inFile<T>(work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(folder, "market.db"));
  const result = work(database);
  database.close();
  return result;
}

const makeFileOlder = async (): Promise<void> => {
  const database = new DatabaseSync(join(folder, "market.db"));
  await makeOlder(async (sql, ...values) => database.prepare(sql).all(...values));
  database.close();
};
const versionOf = (): unknown => inFile((database) => database.prepare("select version from store").get()?.version);

test("a store of version 1 is made one of version 2 when it is opened, once and with words, in a folder and in Postgres", async () => {
  await fill(folder);
  await makeFileOlder();
  const notices: string[] = [];
  await demandWhole(folder, notices);
  await demandWhole(folder, notices);
  expect(notices).toEqual([`${folder} is of version 1; its bars are packed anew, once. Nothing is lost if this is interrupted.`]);

  const place = await server.fresh();
  await fill(place);
  const client = new pg.Client({ connectionString: place, options: "-c search_path=marketbook" });
  await client.connect();
  await makeOlder(async (sql, ...values: readonly Value[]) => {
    let number = 0;
    return (await client.query(sql.replaceAll("?", () => `$${++number}`), [...values])).rows;
  });
  await client.end();
  await demandWhole(place, notices);
  await demandWhole(place, notices);
  expect(notices).toHaveLength(2);
});

test("one that fails in the middle leaves the store as it was, and the next opening makes it whole", async () => {
  await fill(folder);
  await makeFileOlder();
  inFile((database) => database.exec("create trigger stop before update on segments when new.series = 20 begin select raise(abort, 'stopped here'); end"));
  await expect(openStore(folder, { onNotice: () => undefined })).rejects.toThrow(/Nothing was half written\. \(stopped here\)/);
  expect(versionOf()).toBe(1);
  inFile((database) => database.exec("drop trigger stop"));
  await demandWhole(folder);
});

test("one that is killed in the middle, again and again, leaves a store that is whole", async () => {
  await fill(folder);
  const { uniform } = randomStream(randomKey(9));
  for (let kill = 0; kill < 12; kill++) {
    if (versionOf() !== 1) await makeFileOlder();
    const { child, ended, trouble } = startWriter([process.execPath, join(import.meta.dirname, "checker.fixture.ts"), folder]);
    while (!trouble().includes("is of version 1") && child.exitCode === null) await setTimeout(1);
    await setTimeout(uniform() * 60);
    child.kill("SIGKILL");
    await ended;
    expect([1, 2]).toContain(versionOf());
  }
  await demandWhole(folder);
});

test("a damaged segment stays damaged and is told; the others are read", async () => {
  await fill(folder);
  await makeFileOlder();
  inFile((database) => database.exec("update segments set data = zeroblob(length(data)) where series = 3 and segment = 214"));
  const store = await openStore(folder, { onNotice: () => undefined });
  expect(await store.verify()).toMatchObject([{ code: "segment changed", where: "S2 1h, segment 214", got: "other bytes" }]);
  await expect(store.openBars("S2", { interval: "1h" })).rejects.toThrow("segment 214 of S2 1h is not as it was saved");
  expect((await store.openBars("S2", { interval: "1h", from: "2020-08-01" })).close.at(-1)).toBe(hourly.close.at(-1));
  await store.close();
});
