import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresCommands } from "../../../environment/setup/postgres.mjs";
import { randomKey, randomStream } from "../../random/index.ts";
import { killWriters, piecesIn, startWriter, writerCommand } from "./killedWriter.fixture.ts";
import { openStore } from "./openStore.ts";
import { type Server, startPostgres } from "./postgresServer.fixture.ts";
import { selfSigned } from "./selfSigned.fixture.ts";
import { hourly } from "./storeBars.fixture.ts";

let server: Server;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
  server = await startPostgres(postgresCommands);
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

test("a writer killed 25 times in the middle loses nothing that it was told is saved, and doubles nothing", async () => {
  await killWriters(25, server.fresh, randomStream(randomKey(8)));
}, 600_000);

test("a server that stops is told in words, and the same store works again when it is back", async () => {
  const store = await openStore(await server.fresh());
  await store.saveBars(hourly);
  const more = { ...hourly, symbol: "ETH-USD" };
  await server.halt();
  for (const failed of [() => store.saveBars(more), () => store.openBars("BTC-USD", { interval: "1h" }), () => store.listSeries()]) {
    await expect(failed()).rejects.toMatchObject({ name: "MarketError", reason: "store", message: expect.stringMatching(/the server (cannot be reached|was stopped|broke off)/) });
  }
  await server.start();
  expect(await store.openBars("BTC-USD", { interval: "1h" })).toEqual(hourly);
  expect(await store.saveBars(more)).toEqual({ rows: 6000, added: 6000, changed: 0 });
  expect(await store.verify()).toEqual([]);
  await store.close();
});

test("a server that stops under a writer ends it with words, and what it had acknowledged is there", async () => {
  const place = await server.fresh();
  const { ended, saved, trouble } = startWriter(writerCommand(place, { stays: true }));
  await expect.poll(() => saved.length, { interval: 1 }).toBeGreaterThan(2);
  await server.halt();
  expect(await ended).toEqual([1, null]);
  expect(trouble()).toMatch(/MarketError: postgres:\/\/market@127\.0\.0\.1:\d+\/store\d+: the server (cannot be reached|was stopped|broke off)/);
  await server.start();
  await piecesIn(place, saved.at(-1)! + 1);
});

test("the connection is encrypted and the server's certificate checked as the address says", async () => {
  const place = await server.fresh();
  await expect(openStore(`${place}?sslmode=verify-full`)).rejects.toThrow("the server speaks without encryption only. Turn ssl on there, or take sslmode out of the address.");
  const signed = selfSigned();
  const file = join(folder, "server.crt");
  await writeFile(file, signed.certificate);
  await server.halt();
  await server.start(signed);
  for (const mode of ["require", "verify-full"]) {
    await expect(openStore(`${place}?sslmode=${mode}`)).rejects.toThrow("the server's certificate is not one that this machine trusts. Name the file of the certificate with sslrootcert=");
  }
  await expect(openStore(`${place}?sslmode=verify-full&sslrootcert=${file}.none`)).rejects.toThrow("the file of the certificate or key that the address names cannot be read.");
  for (const mode of [`verify-full&sslrootcert=${file}`, "no-verify"]) {
    const store = await openStore(`${place}?sslmode=${mode}`);
    await store.saveBars(hourly);
    expect(await store.openBars("BTC-USD", { interval: "1h" })).toEqual(hourly);
    await store.close();
  }
  await server.halt();
  await server.start();
});

test("the password is in no error, place or finding, whatever goes wrong", async () => {
  const secret = "s3cr%2Ft";
  const secrets = /s3cr|%2Ft/;
  const address = server.address("market", secret);
  const wrong = [address, `${address}?sslmode=require`, address.replace(/:\d+\//, ":1/"), address.replace("127.0.0.1", "no such host"), address.replace(/:\d+\//, ":port/"), `${server.address("", "").replace(":@", "")}?user=market&password=${secret}`];
  for (const place of wrong) {
    const error = await openStore(place).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: "MarketError", reason: "store" });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(secrets);
  }
  const fresh = await server.fresh();
  const { password } = new URL(fresh);
  const store = await openStore(fresh);
  await store.saveBars(hourly);
  const unknown = await store.openBars("NONE").catch((caught: unknown) => caught);
  expect(inspect([store.place, unknown, await store.verify()], { depth: 20 })).not.toContain(password);
  expect(store.place).toMatch(/^postgres:\/\/market@127\.0\.0\.1:\d+\/store\d+$/);
  await store.close();
});
