import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redisServer } from "../../../environment/setup/redis.mjs";
import { openQueue, openWorker } from "../index.ts";
import { effectWork, fixtureCode, fixtureWork } from "../queue.fixture.ts";
import { startRedis, tlsBefore, type RedisFixture } from "../redis.fixture.ts";
import { checkLine, redisAddress, shownAddress } from "./address.ts";
import { connectRedis } from "./connect.ts";

let redis: RedisFixture;
let tls: Awaited<ReturnType<typeof tlsBefore>>;
let folder = "";

beforeAll(async () => {
  redis = await startRedis(redisServer());
  tls = await tlsBefore(redis.port);
  folder = mkdtempSync(path.join(tmpdir(), "redis-address-"));
});
afterAll(async () => {
  await tls.stop();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

const said = (promise: Promise<unknown>): Promise<string> => promise.then(() => "connected", (error: unknown) => (error instanceof Error ? error.message : String(error)));

test("a right password and a known certificate connect, and a job is handed in and worked over TLS", async () => {
  (await connectRedis({ url: redis.url })).disconnect();
  const queue = await openQueue({ url: `rediss://:${redis.password}@localhost:${tls.port}`, ca: tls.ca, work: fixtureWork, code: () => fixtureCode });
  const worker = await openWorker({ address: { url: `rediss://:${redis.password}@127.0.0.1:${tls.port}`, ca: tls.ca }, work: fixtureWork, code: () => fixtureCode, concurrency: 1, folder: path.join(folder, "work") });
  const job = await queue.submit(effectWork, { folder, name: "x" });
  expect((await job.result).value).toBe("x");
  await worker.close();
  await queue.close();
});

test("a wrong password, or none, is refused in words without it", async () => {
  const wrong = await said(connectRedis({ url: `redis://:secret-words@127.0.0.1:${redis.port}` }));
  expect(wrong).toBe(`Redis at redis://127.0.0.1:${redis.port} refuses the user or the password. Correct them in MARKETBOOK_REDIS_URL: redis://user:password@host:6379, without a user redis://:password@host:6379`);
  expect(await said(connectRedis({ url: `redis://someone:secret-words@127.0.0.1:${redis.port}` }))).toContain(`Redis at redis://someone@127.0.0.1:${redis.port} refuses`);
  expect(await said(connectRedis({ url: `redis://127.0.0.1:${redis.port}` }))).toContain("refuses the user or the password");
});

test("a certificate that nobody here trusts is refused, and TLS where there is none", async () => {
  expect(await said(connectRedis({ url: `rediss://:${redis.password}@localhost:${tls.port}` }))).toMatch(/shows a certificate that is not trusted here \(\w+\)\. Name the certificate that signed it in MARKETBOOK_REDIS_CA/);
  const plain = await said(connectRedis({ url: `rediss://:${redis.password}@localhost:${redis.port}` }));
  expect(plain).toMatch(/speaks no TLS at this port|does not answer/);
  expect(plain).not.toContain(redis.password);
});

test("a Redis that is not there is one paragraph, with what to do", async () => {
  const nobody = 1; // a port that was free a moment ago can be another test's by now; this one is given to nobody
  expect(await said(connectRedis({ url: `redis://:secret-words@127.0.0.1:${nobody}` }))).toBe(
    `Redis at redis://127.0.0.1:${nobody} does not answer (ECONNREFUSED). Start it (redis-server; systemctl start redis-server), or correct MARKETBOOK_REDIS_URL. A port that takes TLS wants rediss://. Without the variable, jobs are worked by processes of this machine, with nothing to start`,
  );
});

test("a plain line to another machine is refused with what to do, unless it is said to be private", async () => {
  const refused = await said(connectRedis({ url: "redis://:secret-words@desktop.invalid:6380" }));
  expect(refused).toBe("Redis at redis://desktop.invalid:6380 is on another machine, and redis:// is not encrypted: whoever is on the way reads the password and everything else, and can hand in jobs. Take rediss:// (environment/desktop.md sets it up), or a tunnel: ssh -N -L 6379:127.0.0.1:6379 desktop.invalid, and redis://…@127.0.0.1:6379. Where the line is private already (WireGuard, a network of containers), write MARKETBOOK_REDIS_INSECURE=1 beside the address");
  for (const host of ["10.0.0.7", "127.0.0.1.example", "localhost.example", "[fe80::1]"]) expect(() => checkLine({ url: `redis://${host}` })).toThrow("is not encrypted");
  for (const url of ["redis://localhost", "redis://127.0.0.2", "redis://[::1]:7000", "rediss://desktop"]) expect(() => checkLine({ url })).not.toThrow();
  expect(() => checkLine({ url: "redis://desktop", mayBePlain: true })).not.toThrow();
  expect(redisAddress({ MARKETBOOK_REDIS_URL: "redis://desktop", MARKETBOOK_REDIS_INSECURE: "1" }, folder)).toEqual({ url: "redis://desktop", mayBePlain: true });
});

test("an address that is none is refused without being printed", async () => {
  for (const url of ["http://:secret-words@host", "redis:secret-words", "host:6379", "redis://:secret/words@host"]) {
    const words = await said(connectRedis({ url }));
    expect(words).toContain("the address of Redis is none");
    expect(words).not.toContain("secret");
  }
  expect(shownAddress("rediss://me:secret@host/2")).toBe("rediss://me@host:6379/2");
});

test("the address comes from the environment, else from .env, with the certificate of a file", () => {
  expect(redisAddress({}, folder)).toBeUndefined();
  writeFileSync(path.join(folder, "ca.pem"), "certificate");
  writeFileSync(path.join(folder, ".env"), "MARKETBOOK_REDIS_URL=rediss://:a@kept\nMARKETBOOK_REDIS_CA=ca.pem\n");
  expect(redisAddress({}, folder)).toEqual({ url: "rediss://:a@kept", ca: "certificate" });
  expect(redisAddress({ MARKETBOOK_REDIS_URL: "redis://given" }, folder)?.url).toBe("redis://given");
  expect(() => redisAddress({ MARKETBOOK_REDIS_CA: "gone.pem" }, folder)).toThrow("MARKETBOOK_REDIS_CA names the file gone.pem, which does not exist");
});
