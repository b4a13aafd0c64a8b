import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { redisServer } from "../../environment/setup/redis.mjs";
import { smallDataset } from "../evaluation/evaluation.fixture.ts";
import { saveDataset } from "../evaluation/index.ts";
import { linesUntilKilled } from "../training/checkpoint/killedProcess.fixture.ts";
import { openQueue } from "./openQueue.ts";
import type { Queue } from "./queue.ts";
import { effectWork, fixtureCode, fixtureWork, heldTraining, linesOf, waitingWork } from "./queue.fixture.ts";
import { startRedis, type RedisFixture } from "./redis.fixture.ts";
import { smallTraining } from "./training.fixture.ts";
import { until, workerProcesses } from "./workers.fixture.ts";

vi.setConfig({ testTimeout: 600_000 });

let redis: RedisFixture;
let folder = "";
let queue: Queue;
let workers: ReturnType<typeof workerProcesses>;

beforeEach(async () => {
  redis = await startRedis(redisServer());
  folder = mkdtempSync(path.join(tmpdir(), "queue-"));
  workers = workerProcesses(folder);
  queue = await openQueue({ url: redis.url, work: fixtureWork, code: () => fixtureCode });
});
afterEach(async () => {
  await workers.stop();
  await queue.close();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);
const waiting = (name: string) => ({ name, until: at(`go-${name}`), log: at("log") });
const logged = (): readonly string[] => linesOf(at("log"));
const begins = (): number => logged().filter((line) => line === "begin a").length;

describe("a worker that is killed", () => {
  test("in the middle of a training has it go on from its checkpoint on another, to the same weights to the last bit", async () => {
    const dataset = smallDataset(1, 400);
    const training = { training: smallTraining(dataset), until: at("go"), log: at("epochs") };
    const inputs = { [`${dataset.digest}.dataset`]: saveDataset(dataset, folder) };
    const first = await workers.start({ url: redis.url, stalledAfter: 5000 });
    writeFileSync(at("go"), "");
    const whole = await (await queue.submit(heldTraining, training, { inputs, id: "whole" })).result;
    rmSync(at("go"));

    const job = await queue.submit(heldTraining, training, { inputs, id: "killed" });
    const client = redis.client();
    const keptEpoch = async () => Math.max(0, ...[...((await client.get("marketbook:checkpoint:killed")) ?? "").matchAll(/epoch-(\d+)/g)].map(([, epoch]) => Number(epoch)));
    await until(async () => (await keptEpoch()) > 0 && linesOf(at("epochs")).at(-1) === "6");
    await first.end("SIGKILL");
    const before = linesOf(at("epochs")).length;
    writeFileSync(at("go"), "");
    const second = await workers.start({ url: redis.url, stalledAfter: 5000 });
    const resumed = await job.result;
    expect(second.lines).toContainEqual(expect.stringMatching(/^killed: begun, attempt \d$/));
    expect(Number(linesOf(at("epochs"))[before])).toBeGreaterThanOrEqual(4);
    expect(await client.keys("marketbook:checkpoint*")).toEqual([]);
    await resumed.fetchOutputs(at("fetched"));
    expect(readdirSync(at("fetched/model"))).toContain("card.json");
    expect(resumed.value.weights).toBe(whole.value.weights);
    const model = ({ outputs }: typeof whole) => outputs.filter(({ name }) => name.startsWith("model/") && !name.endsWith("card.json"));
    expect(model(resumed)).toEqual(model(whole));
  });

  test("over a job each time has it fail at last", async () => {
    const job = await queue.submit(waitingWork, waiting("a"));
    let hasFailed = false;
    job.result.catch(() => (hasFailed = true));
    while (!hasFailed) {
      const before = begins();
      const worker = await workers.start({ url: redis.url, stalledAfter: 1000 });
      await until(() => hasFailed || begins() > before);
      await worker.end("SIGKILL");
    }
    await expect(job.result).rejects.toMatchObject({ fault: "died", message: expect.stringContaining("each worker that took the job ended over it") });
    expect(begins()).toBeGreaterThan(1);
    expect(begins()).toBeLessThanOrEqual(4);
  });
});

test("a worker that lost its job stops working it, says nothing of how it ended, and the one that has it now gives the result", async () => {
  const submitted = await queue.submit(waitingWork, waiting("a"), { id: "a" });
  const worker = await workers.start({ url: redis.url, stalledAfter: 3000 });
  await until(() => logged().length > 0);
  const client = redis.client();
  await client.set("marketbook:work-cpu:a:lock", "of another"); // as where this worker was held up, and another one took the job
  await until(() => worker.lines.includes("a: lost"));
  expect(["running", "waiting"]).toContain((await queue.get("a"))?.state); // waiting where this machine was so slow that it lost the job by itself, too
  const before = begins();
  await client.del("marketbook:work-cpu:a:lock"); // that one was held up, too
  await until(() => begins() > before);
  writeFileSync(at("go-a"), "");
  expect((await submitted.result).value).toBe("a");
  expect(await queue.get("a")).toMatchObject({ state: "done" });
});

describe("a worker that is asked to end", () => {
  test("finishes what it does, and takes no more", async () => {
    const worker = await workers.start({ url: redis.url });
    const job = await queue.submit(waitingWork, waiting("a"));
    const next = await queue.submit(waitingWork, waiting("b"));
    await until(() => logged().length === 1);
    const ended = worker.end("SIGTERM");
    await until(() => worker.lines.includes("ending"));
    writeFileSync(at("go-a"), "");
    writeFileSync(at("go-b"), "");
    await ended;
    expect((await job.result).value).toBe("a");
    expect(worker.lines.at(-1)).toBe("handed back 0");
    expect(await queue.get(next.id)).toMatchObject({ state: "waiting" });
  });
});

test("1,000 jobs over 4 workers are each done exactly once by their effect, one of them killed, and no worker grows", async () => {
  const started = [];
  for (let n = 0; n < 4; n++) started.push(await workers.start({ url: redis.url, stalledAfter: 10_000 }));
  const names = Array.from({ length: 1000 }, (_, k) => `job-${k}`);
  const jobs = await Promise.all(names.map((name) => queue.submit(effectWork, { folder: at("effects"), name }, { id: name })));
  const effects = () => (existsSync(at("effects")) ? readdirSync(at("effects")).filter((name) => name.endsWith(".effect")).length : 0);
  await until(() => effects() > 100);
  await started[3]!.end("SIGKILL");
  await until(() => effects() >= 300);
  const lasting = started.slice(0, 3);
  const megabytes = async () => Promise.all(lasting.map(async ({ child, lines }) => {
    const before = lines.length;
    child.kill("SIGUSR2");
    await until(() => lines.slice(before).some((line) => line.startsWith("megabytes ")));
    return Number(lines.slice(before).find((line) => line.startsWith("megabytes "))?.slice(10));
  }));
  const early = await megabytes();
  const values = (await Promise.all(jobs.map(({ result }) => result))).map(({ value }) => value);
  expect(values).toEqual(names);
  const files = readdirSync(at("effects"));
  expect(files.filter((name) => name.endsWith(".effect")).sort()).toEqual(names.map((name) => `${name}.effect`).sort());
  const attempts = files.filter((name) => name.endsWith(".attempts")).map((name) => readFileSync(path.join(at("effects"), name), "utf8").trim().split("\n").length);
  expect(attempts).toHaveLength(1000);
  expect(attempts.filter((count) => count > 1).length).toBeLessThanOrEqual(1); // the one that the killed worker had
  const grown = (await megabytes()).map((late, k) => late - early[k]!);
  expect(Math.max(...grown)).toBeLessThan(20); // megabytes over 700 jobs of all; what is not freed per job would add up
});

describe("Redis that is killed", () => {
  test("and comes back has lost nothing; the workers say both and go on", async () => {
    const worker = await workers.start({ url: redis.url, concurrency: 2, stalledAfter: 2000 });
    const names = Array.from({ length: 40 }, (_, k) => `job-${k}`);
    const jobs = await Promise.all(names.map((name) => queue.submit(effectWork, { folder: at("effects"), name, ms: 60 }, { id: name })));
    await until(() => existsSync(at("effects")) && readdirSync(at("effects")).length > 8);
    await redis.kill();
    await until(() => worker.lines.some((line) => line.includes("is gone; what runs goes on")));
    await redis.start();
    expect((await Promise.all(jobs.map(({ result }) => result))).map(({ value }) => value)).toEqual(names);
    await until(() => worker.lines.includes(`Redis at redis://127.0.0.1:${redis.port} is back`));
    expect(readdirSync(at("effects")).filter((name) => name.endsWith(".effect"))).toHaveLength(40);
    expect(worker.lines.join("\n")).not.toContain(redis.password);
  });
});

test("a submitter that is killed finds its job again under the same id", async () => {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", path.join(import.meta.dirname, "submitter.fixture.ts")], { env: { ...process.env, SUBMIT: JSON.stringify({ url: redis.url, job: waiting("a") }) }, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await ended;
  const again = await queue.submit(waitingWork, waiting("a"), { id: "mine" });
  expect(again.isNew).toBe(false);
  await workers.start({ url: redis.url });
  writeFileSync(at("go-a"), "");
  expect((await again.result).value).toBe("a");
  expect(logged()).toEqual(["begin a", "end a"]);
});

test("without Redis, a process that is killed while it trains goes on under the same id, to the same weights to the last bit", async () => {
  const program = path.join(import.meta.dirname, "localTrainer.fixture.ts");
  const train = (folder: string, killedAfter?: number) => linesUntilKilled(program, [at(folder), at("go"), at("epochs")], killedAfter);
  expect(await train("cut", 1)).toEqual(["kept"]);
  const before = linesOf(at("epochs")).length;
  writeFileSync(at("go"), "");
  const resumed = await train("cut");
  expect(resumed.at(-1)).toMatch(/^weights/);
  expect(Number(linesOf(at("epochs"))[before])).toBeGreaterThanOrEqual(4);
  expect(readdirSync(at("cut/work/checkpoints"))).toEqual([]);
  expect((await train("whole")).at(-1)).toBe(resumed.at(-1));
});
