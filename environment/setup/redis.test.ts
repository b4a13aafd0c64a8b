import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { diagnose } from "./problem.mjs";
import { orInstalled, redisServer, requireWheel, systemRedis } from "./redis.mjs";

test("the system's server is taken before any other", () => {
  expect(systemRedis({ find: (name) => (name === "redis-server" ? "/usr/bin/redis-server" : undefined) })).toBe("/usr/bin/redis-server");
});

test("valkey's server does as well", () => {
  expect(systemRedis({ find: (name) => (name === "valkey-server" ? "/usr/bin/valkey-server" : undefined) })).toBe("/usr/bin/valkey-server");
});

test("a system without one has none", () => {
  expect(systemRedis({ find: () => undefined })).toBeUndefined();
});

test("where there is no wheel, the problem names what to install", () => {
  expect(() => requireWheel({ platform: "darwin", arch: "arm64" })).toThrow("There is no Redis on PyPI for darwin arm64, and the tests of the queue need one. Install it from your system's packages (`apt-get install redis-server`, `brew install redis`) and start again.");
  expect(() => requireWheel({ platform: "linux", arch: "x64" })).not.toThrow();
});

test("a server that cannot be fetched can be installed instead", async () => {
  const offline = () => Promise.reject(diagnose("Fetching Redis", { output: "ERROR: Connection refused" }));
  await expect(orInstalled(offline)).rejects.toThrow(/The package registry cannot be reached\..* Or: install it from your system's packages \(`apt-get install redis-server`/);
});

test("the server of the tests runs", () => {
  expect(execFileSync(redisServer(), ["--version"], { encoding: "utf8" })).toMatch(/v=\d+\.\d+/);
});
