import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterEach, expect, it } from "vitest";
import { root } from "../setup/places.mjs";
import { redisServer } from "../setup/redis.mjs";
import { filled, readCompose } from "./composeFile.ts";

// The commands of the compose file, without containers.
const { services } = readCompose("compose.yaml");
const PASSWORD = "0123abcd";
const running = new Set<ChildProcess>();
const folders: string[] = [];

afterEach(async () => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) (child.kill("SIGKILL"), await once(child, "exit"));
  running.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function start(words: readonly string[], environment: Readonly<Record<string, string>>): { child: ChildProcess; said: () => string } {
  const child = spawn(words[0]!, words.slice(1), { cwd: root, env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream!.setEncoding("utf8").on("data", (text: string) => (said += text));
  return { child, said: () => said };
}

async function until(holds: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  for (let tries = 0; tries < 1500; tries++) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error(`it did not come true: ${what()}`);
}

/** Below those that systems give to whoever asks for any: nobody gets it between now and its use. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(() => true, () => false);
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "compose-"));
  folders.push(made);
  return made;
}

/** Words of a service's command, with the container's places put in this machine's. */
const command = (name: string): readonly string[] => services[name]!.command!.map((word) => filled(word, {}).replace("/etc/marketbook", import.meta.dirname).replace(/^node$/, process.execPath));

function redisVariables(place: string, port: number): Record<string, string> {
  const data = path.join(place, "data");
  mkdirSync(data, { recursive: true });
  return { REDIS_PASSWORD: PASSWORD, REDIS_SOURCE: import.meta.dirname, REDIS_FOLDER: place, REDIS_DATA: data, REDIS_INNER_PORT: String(port), REDIS_SERVER: redisServer() };
}

it("starts Redis by redis.sh with its password in a file of the owner's alone, and a worker that listens, is healthy and stops on SIGTERM", async () => {
  const [place, port] = [folder(), await freePort()];
  const redis = start(command("redis"), redisVariables(place, port));
  await until(() => redis.said().includes("Ready to accept connections") || redis.child.exitCode !== null, redis.said);
  const client = new Redis({ port, host: "127.0.0.1", password: PASSWORD, lazyConnect: true, retryStrategy: () => null });
  client.on("error", () => {});
  expect(await client.config("GET", "appendonly")).toEqual(["appendonly", "yes"]);
  expect(await client.config("GET", "maxmemory-policy")).toEqual(["maxmemory-policy", "noeviction"]);
  client.disconnect();
  const stranger = new Redis({ port, host: "127.0.0.1", lazyConnect: true, retryStrategy: () => null });
  stranger.on("error", () => {});
  await expect(stranger.ping()).rejects.toThrow(/NOAUTH/);
  stranger.disconnect();
  expect(statSync(path.join(place, "redis.conf")).mode & 0o777).toBe(0o600);
  const asked = { MARKETBOOK_REDIS_URL: `redis://:${PASSWORD}@127.0.0.1:${port}` };

  const worker = start(command("worker-cpu"), asked);
  await until(() => worker.said().includes("listening at") || worker.child.exitCode !== null, worker.said);
  expect(worker.said()).toContain(`listening at redis://127.0.0.1:${port}`);
  expect(worker.said()).not.toContain(PASSWORD);
  const [, ...check] = services["worker-cpu"]!.healthcheck!.test;
  const healthy = spawnSync(process.execPath, check.slice(1), { cwd: root, env: { ...process.env, ...asked }, encoding: "utf8" });
  expect(healthy.status, healthy.stderr).toBe(0);
  expect(JSON.parse(healthy.stdout)).toMatchObject({ jobs: [] });
  worker.child.kill("SIGTERM");
  await once(worker.child, "exit");
  expect(worker.said()).toContain("stopping: jobs that run have 30 s");

  redis.child.kill("SIGTERM");
  await once(redis.child, "exit");
  expect(redis.child.exitCode).toBe(0);
  const sick = spawnSync(process.execPath, check.slice(1), { cwd: root, env: { ...process.env, ...asked }, encoding: "utf8" });
  expect(sick.status).toBe(1);
}, 300_000);

it("writes a configuration of TLS alone where it is asked for, and refuses to start without a password", () => {
  const place = folder();
  const [shell, ...words] = command("redis");
  const environment = { ...process.env, ...redisVariables(place, 7000), REDIS_SERVER: "true", REDIS_TLS: "yes" };
  expect(spawnSync(shell!, words, { cwd: root, env: environment }).status).toBe(0);
  const written = readFileSync(path.join(place, "redis.conf"), "utf8");
  expect(written).toContain("port 0\ntls-port 7000\n");
  for (const name of ["ca.pem", "redis.pem", "redis.key"]) expect(written).toContain(`${import.meta.dirname}/certificates/${name}`);
  const refused = spawnSync(shell!, words, { cwd: root, env: { ...environment, REDIS_PASSWORD: "" }, encoding: "utf8" });
  expect(refused.status).not.toBe(0);
  expect(refused.stderr).toContain("REDIS_PASSWORD");
});

it("answers in the API's place: healthy, and 501 for all else, until SIGTERM", async () => {
  const port = await freePort();
  const api = start(command("api"), { API_HOST: "127.0.0.1", API_PORT: String(port) });
  await until(() => api.said().includes("Listening at"), api.said);
  const health = await fetch(`http://127.0.0.1:${port}/health`);
  expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
  const other = await fetch(`http://127.0.0.1:${port}/predictions`);
  expect([other.status, await other.json()]).toEqual([501, { error: expect.stringContaining("not there yet") }]);
  const script = services.api!.healthcheck!.test.at(-1)!.replace(":8000", `:${port}`);
  expect(spawnSync(process.execPath, ["-e", script]).status).toBe(0);
  api.child.kill("SIGTERM");
  await once(api.child, "exit");
  expect(api.child.exitCode).toBe(0);
  expect(spawnSync(process.execPath, ["-e", script]).status).toBe(1);
});
