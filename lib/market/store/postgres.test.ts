import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresCommands } from "../../../environment/setup/postgres.mjs";
import { openStore } from "./openStore.ts";
import { type Server, sql, startPostgres } from "./postgresServer.fixture.ts";
import { hourly } from "./storeBars.fixture.ts";
import { storeContract } from "./storeContract.fixture.ts";

let server: Server;
beforeAll(async () => {
  server = await startPostgres(postgresCommands);
});
afterAll(() => server.stop());

storeContract("Postgres", { start: async () => undefined, fresh: () => server.fresh(), stop: async () => undefined }, (place, now) => openStore(place, { now }));

test("two stores on one database write at once, and nothing is lost", async () => {
  const place = await server.fresh();
  const [one, two] = await Promise.all([openStore(place), openStore(place)]);
  const save = async (store: typeof one, symbol: string) => {
    for (let k = 0; k < 5; k++) await store.saveBars({ ...hourly, symbol });
  };
  await Promise.all([save(one, "A"), save(two, "A"), save(two, "B")]);
  expect((await one.listSeries()).map(({ rows, symbol }) => [symbol, rows])).toEqual([["A", 6000], ["B", 6000]]);
  expect(await two.verify()).toEqual([]);
  await Promise.all([one.close(), two.close()]);
});

test("a wrong password, a missing database and a server that is not there are told without the password", async () => {
  const wrong = await openStore(server.address("market", "s3cret")).catch((error: unknown) => error);
  expect(String(wrong)).toMatch(/postgres:\/\/market@127\.0\.0\.1:\d+\/postgres: the server refused the user or the password\. Check DATABASE_URL\./);
  expect(JSON.stringify(wrong) + String(wrong)).not.toContain("s3cret");
  await expect(openStore(server.address().replace(/postgres$/, "nowhere"))).rejects.toThrow("there is no database of that name. Make it with createdb.");
  await expect(openStore("postgres://market:s3cret@127.0.0.1:1/market")).rejects.toThrow("postgres://market@127.0.0.1:1/market: the server cannot be reached. Check host and port, and that Postgres runs there.");
});

test("a store of a newer version is refused", async () => {
  const place = await server.fresh();
  await (await openStore(place)).close();
  await sql(place, "update marketbook.store set version = 99");
  await expect(openStore(place)).rejects.toThrow("the store is of version 99, this Marketbook reads version 2");
});

test("a writer that waits too long for another says so", async () => {
  const place = await server.fresh();
  const store = await openStore(place, { waitMillis: 50 });
  const other = new pg.Client({ connectionString: place });
  await other.connect();
  await other.query("begin; select pg_advisory_xact_lock(6027453)");
  await expect(store.saveBars(hourly)).rejects.toThrow("another process has been writing to the store for too long");
  await other.query("commit");
  expect(await store.saveBars(hourly)).toMatchObject({ added: 6000 });
  await Promise.all([other.end(), store.close()]);
});
