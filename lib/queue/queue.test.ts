import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { redisServer } from "../../environment/setup/redis.mjs";
import { openQueue } from "./openQueue.ts";
import type { Queue } from "./queue.ts";
import { copyWork, effectWork, fixtureCode, fixtureWork, flakyWork, linesOf, mortalWork, waitingWork } from "./queue.fixture.ts";
import { startRedis, type RedisFixture } from "./redis.fixture.ts";
import { openWorker, type QueueWorker, type QueueWorkerOptions } from "./worker/openWorker.ts";
import { until } from "./workers.fixture.ts";

vi.setConfig({ testTimeout: 300_000 });

let redis: RedisFixture;
let folder = "";
let queue: Queue;
let worker: QueueWorker | undefined;
let prefix = "";
let count = 0;

beforeAll(async () => { redis = await startRedis(redisServer()); });
afterAll(async () => { await redis.stop(); });
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "queue-"));
  prefix = `test${++count}`;
  queue = await openQueue({ url: redis.url, work: fixtureWork, prefix, code: () => fixtureCode });
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);
const write = (name: string, text: string): string => (writeFileSync(at(name), text), at(name));
const logged = (): readonly string[] => linesOf(at("log"));
const waiting = (name: string, more: object = {}) => ({ name, until: at(`go-${name}`), log: at("log"), ...more });

async function work(options: Partial<QueueWorkerOptions> = {}): Promise<QueueWorker> {
  worker = await openWorker({ address: { url: redis.url }, work: fixtureWork, prefix, code: () => fixtureCode, concurrency: 1, folder: at("work"), gpuLock: at("gpu"), grace: 2000, ...options });
  return worker;
}

describe("a job", () => {
  test("comes back with its value, its progress and its files, each with its digest", async () => {
    const said: unknown[] = [];
    const job = await queue.submit(waitingWork, waiting("a"));
    job.onProgress((progress) => said.push(progress));
    await work();
    await until(() => said.length > 0);
    write("go-a", "");
    expect((await job.result).value).toBe("a");
    expect(said[0]).toEqual({ begun: "a", pid: expect.any(Number) });
    const files = { "one.txt": write("one", "1"), "deep/er/two.bin": write("two", "2".repeat(5_000_000)), empty: write("empty", "") };
    const copy = await queue.submit(copyWork, { names: Object.keys(files) }, { inputs: files });
    const { fetchOutputs, outputs } = await copy.result;
    expect(outputs.map(({ bytes, name }) => [name, bytes])).toEqual([["deep/er/two.bin", 5_000_000], ["empty", 0], ["one.txt", 1]]);
    await fetchOutputs(at("fetched"));
    for (const [name, file] of Object.entries(files)) expect(readFileSync(path.join(at("fetched"), name)).equals(readFileSync(file))).toBe(true);
  });

  test("is heard while it prints, and from its beginning on by who comes later", async () => {
    const job = await queue.submit(waitingWork, waiting("a"));
    const heard: string[] = [];
    job.onPrinted((text) => heard.push(text));
    await work();
    await until(() => heard.join("") === "a waits\n");
    write("go-a", "");
    await job.result;
    expect(heard.join("")).toBe("a waits\na goes on\n");
    const again = await queue.attach(job.id);
    again.onPrinted((text) => heard.push(text));
    await again.result;
    expect(heard.join("")).toBe("a waits\na goes on\n".repeat(2));
  });

  test("does not see the address of Redis", async () => {
    process.env["MARKETBOOK_REDIS_URL"] = redis.url;
    try {
      await work();
      const job = await queue.submit(copyWork, { names: [] });
      expect((await job.result).value).toEqual({ address: null });
    } finally {
      delete process.env["MARKETBOOK_REDIS_URL"];
    }
  });

  test("of a higher priority is taken first, then the older", async () => {
    const jobs = [];
    for (const [name, priority] of [["late", 9], ["plain", undefined], ["plain2", undefined], ["first", 1]] as const) {
      write(`go-${name}`, "");
      jobs.push(await queue.submit(waitingWork, waiting(name), priority === undefined ? {} : { priority }));
    }
    await work();
    await Promise.all(jobs.map(({ result }) => result));
    expect(logged().filter((line) => line.startsWith("begin"))).toEqual(["begin first", "begin plain", "begin plain2", "begin late"]);
  });

  test("that fails is tried again after waits that double, and then says why it failed", async () => {
    await work();
    const good = await queue.submit(flakyWork, { failures: 2, log: at("log") }, { retries: 2, backoff: 300 });
    expect((await good.result).value).toBe(3);
    const [first = 0, second = 0, third = 0] = logged().map(Number);
    expect(second - first).toBeGreaterThanOrEqual(300);
    expect(third - second).toBeGreaterThanOrEqual(600);
    const bad = await queue.submit(flakyWork, { failures: 9, log: at("log") }, { retries: 1, backoff: 10, id: "bad" });
    await expect(bad.result).rejects.toMatchObject({ fault: "thrown", message: "flaky bad: TypeError: planted failure 2" });
    expect(await queue.get("bad")).toMatchObject({ state: "failed", attempts: 2, tries: 2 });
    await queue.retry("bad");
    await until(async () => (await queue.get("bad"))?.state === "failed" && logged().length === 7);
  });

  test("whose process dies each time fails with the signal", async () => {
    await work();
    await expect((await queue.submit(mortalWork, null)).result).rejects.toMatchObject({ fault: "died", message: expect.stringContaining("its worker process was ended by SIGKILL, 2 times in a row") });
  });

  test("under an id that there is attaches; other parameters under it are refused", async () => {
    const first = await queue.submit(waitingWork, waiting("a"), { id: "mine" });
    const second = await queue.submit(waitingWork, waiting("a"), { id: "mine" });
    expect([first.isNew, second.isNew]).toEqual([true, false]);
    await expect(queue.submit(waitingWork, waiting("b"), { id: "mine" })).rejects.toThrow("submit: the id mine belongs to another job (waiting, waiting) with other parameters or files; name another id");
    await work();
    write("go-a", "");
    expect((await second.result).value).toBe("a");
    expect((await (await queue.attach("mine")).result).value).toBe("a");
    expect(logged()).toEqual(["begin a", "end a"]);
  });
});

describe("cancel", () => {
  test("ends a job that waits, which can be tried again", async () => {
    const job = await queue.submit(waitingWork, waiting("a"), { id: "a" });
    await queue.cancel("a");
    await expect(job.result).rejects.toMatchObject({ fault: "cancelled" });
    expect(await queue.list()).toMatchObject([{ id: "a", state: "cancelled", kind: "waiting" }]);
    await work();
    await queue.retry("a");
    write("go-a", "");
    expect((await (await queue.attach("a")).result).value).toBe("a");
  });

  test("ends a job that runs, with its process", async () => {
    await work();
    const job = await queue.submit(waitingWork, waiting("a"));
    let pid = 0;
    job.onProgress((progress) => (pid = Number(Reflect.get(Object(progress), "pid"))));
    await until(() => pid > 0);
    await job.cancel();
    await expect(job.result).rejects.toMatchObject({ fault: "cancelled" });
    expect(await queue.get(job.id)).toMatchObject({ state: "cancelled" });
    await until(() => !existsSync(`/proc/${pid}`));
    await expect(job.cancel()).rejects.toThrow("has ended already: cancelled");
  });
});

describe("a worker", () => {
  test("does jobs of the GPU one at a time, and only one worker of a machine does", async () => {
    const said: string[] = [];
    await work({ gpu: true, concurrency: 2 });
    const second = await openWorker({ address: { url: redis.url }, work: fixtureWork, prefix, code: () => fixtureCode, concurrency: 1, gpu: true, folder: at("work2"), gpuLock: at("gpu"), say: (line) => said.push(line) });
    try {
      expect(said).toContain("another worker of this machine takes its GPU jobs; this one does when that one ends");
      const jobs = [];
      for (const name of ["a", "b", "c"]) jobs.push(await queue.submit(waitingWork, waiting(name, { device: "gpu" })));
      for (const name of ["a", "b", "c"]) {
        await until(() => logged().at(-1) === `begin ${name}`);
        write(`go-${name}`, "");
      }
      await Promise.all(jobs.map(({ result }) => result));
      expect(logged()).toEqual(["begin a", "end a", "begin b", "end b", "begin c", "end c"]);
    } finally {
      await second.close();
    }
  });

  test("without a GPU leaves its jobs alone", async () => {
    await work();
    const job = await queue.submit(waitingWork, waiting("a", { device: "gpu" }));
    const other = await queue.submit(effectWork, { folder, name: "x" });
    await other.result;
    expect(await queue.get(job.id)).toMatchObject({ state: "waiting" });
    expect(await queue.workers()).toEqual({ gpu: 0, cpu: 1 });
  });

  test("of other code refuses, with both printed", async () => {
    await work({ code: () => ({ commit: "c".repeat(40), changes: null, packageLock: "d".repeat(64) }) });
    const job = await queue.submit(effectWork, { folder, name: "x" }, { id: "x", retries: 3 });
    await expect(job.result).rejects.toMatchObject({
      fault: "refused",
      message: "effect x: the job wants other code than this worker runs. Job: commit aaaaaaaaaaaa, no changes, lock file bbbbbbbbbbbb. Worker: commit cccccccccccc, no changes, lock file dddddddddddd. Bring both to the same commit, start the worker again, then submit again.",
    });
    expect(existsSync(at("x.effect"))).toBe(false);
  });

  test.each([
    ["changed files", { ...fixtureCode, changes: "e".repeat(64) }, "Worker: commit aaaaaaaaaaaa, changes eeeeeeeeeeee, lock file bbbbbbbbbbbb. Commit the changes"],
    ["another lock file", { ...fixtureCode, packageLock: "f".repeat(64) }, "Worker: commit aaaaaaaaaaaa, no changes, lock file ffffffffffff. Run npm ci"],
  ])("with %s refuses too", async (_, code, said) => {
    await work({ code: () => code });
    await expect((await queue.submit(effectWork, { folder, name: "x" })).result).rejects.toThrow(said);
  });

  test("that ends hands back what takes too long, and another goes on", async () => {
    const first = await work({ grace: 100 });
    const job = await queue.submit(waitingWork, waiting("a"));
    await until(() => logged().length === 1);
    expect(await first.close()).toBe(1);
    expect(await queue.get(job.id)).toMatchObject({ state: "waiting" });
    write("go-a", "");
    await work({ folder: at("work2") });
    expect((await job.result).value).toBe("a");
  });
});

describe("what may not cross", () => {
  test("is refused by the submitter, in words", async () => {
    const unknown = { ...effectWork, name: "eval" };
    await expect(queue.submit(unknown, { folder, name: "x" })).rejects.toMatchObject({ fault: "refused", message: 'there is no work "eval"; a queue takes "effect", "flaky", "waiting", "copy", "mortal", "heldTraining"' });
    const submitAnything = (parameters: unknown): Promise<unknown> => Reflect.apply(queue.submit, queue, [effectWork, parameters]);
    await expect(submitAnything({ folder, name: 7 })).rejects.toMatchObject({ fault: "parameters", message: expect.stringContaining("effect: the parameters are refused: name:") });
    await expect(queue.submit(effectWork, { folder, name: "x".repeat(2 ** 20) })).rejects.toThrow("Send a file among the inputs");
    for (const name of ["../up", "/etc/passwd", "a/../../b", "a\\b", "c:d", "", "a//b", "x".repeat(201)]) {
      await expect(queue.submit(copyWork, { names: [] }, { inputs: { [name]: write("f", "f") } })).rejects.toThrow(/^the files are refused: 0\.name: the file name/);
    }
    truncateSync(write("huge", ""), 2 ** 31 + 1);
    await expect(queue.submit(copyWork, { names: [] }, { inputs: { huge: at("huge") } })).rejects.toThrow("the file huge has 2147483649 bytes; a queue takes files of 2147483648 at most");
    await expect(queue.submit(copyWork, { names: [] }, { inputs: { gone: at("gone") } })).rejects.toThrow("the file gone cannot be sent: it does not exist");
    for (const [options, said] of [[{ priority: 0 }, "priority"], [{ retries: -1 }, "retries"], [{ backoff: 0.5 }, "backoff"], [{ id: "7" }, "the id"], [{ id: "../x" }, "the id"]] as const) {
      await expect(queue.submit(effectWork, { folder, name: "x" }, options)).rejects.toThrow(said);
    }
  });

  test.each<[string, string, unknown, string]>([
    ["a kind that there is not", "eval", { version: 1, parameters: { code: "process.exit()" }, inputs: [], code: fixtureCode, submitted: 1 }, 'there is no work "eval"'],
    ["parameters of another shape", "effect", { version: 1, parameters: { folder: 1 }, inputs: [], code: fixtureCode, submitted: 1 }, "effect: the parameters are refused: folder"],
    ["further fields", "effect", { version: 1, parameters: {}, inputs: [], code: fixtureCode, submitted: 1, run: "rm" }, "the job is refused: Unrecognized key"],
    ["a file name that leads out", "copy", { version: 1, parameters: { names: [] }, inputs: [{ name: "../../x", digest: "0".repeat(64), bytes: 1 }], code: fixtureCode, submitted: 1 }, 'inputs.0.name: the file name "../../x" leads out of its folder'],
    ["a file that is too large", "copy", { version: 1, parameters: { names: [] }, inputs: [{ name: "x", digest: "0".repeat(64), bytes: 2 ** 40 }], code: fixtureCode, submitted: 1 }, "inputs.0.bytes: a file may have 2147483648 bytes at most"],
    ["a file that is not there", "copy", { version: 1, parameters: { names: [] }, inputs: [{ name: "x", digest: "0".repeat(64), bytes: 1 }], code: fixtureCode, submitted: 1 }, "x is no longer in the queue"],
  ])("is refused by the worker: %s", async (_, name, data, said) => {
    const { Queue: BullQueue } = await import("bullmq");
    const bull = new BullQueue("work-cpu", { connection: redis.client(), prefix });
    await bull.add(name, data, { jobId: "forged", attempts: 1 });
    await work();
    await until(async () => (await queue.get("forged"))?.state === "failed");
    expect((await queue.get("forged"))?.failure?.message).toContain(said);
    await bull.close();
  });

  test("is refused on arrival: a file whose content is another, and pieces that are too large", async () => {
    const input = write("in", "content");
    const job = await queue.submit(copyWork, { names: ["in"] }, { inputs: { in: input } });
    const { digest } = (await queue.get(job.id))!.inputs[0]!;
    const client = redis.client();
    await client.set(`${prefix}:blob:${digest}:0`, "changed");
    await work();
    await expect(job.result).rejects.toThrow(/in did not arrive as it was sent: 7 bytes with the digest [0-9a-f]{64}, expected 7 with [0-9a-f]{64}/);
    await client.set(`${prefix}:blob:${digest}:0`, "x".repeat(4 * 2 ** 20 + 1));
    await queue.retry(job.id);
    await until(async () => (await queue.get(job.id))?.failure?.message.includes("larger than the 4194304 that are allowed") ?? false);
  });

  test("is refused by the submitter when it comes back: changed outputs, and names that lead out", async () => {
    await work();
    const job = await queue.submit(copyWork, { names: ["in"] }, { inputs: { in: write("in", "content") }, id: "back" });
    const answer = await job.result;
    const client = redis.client();
    await client.set(`${prefix}:blob:${answer.outputs[0]!.digest}:0`, "chanced");
    await expect(answer.fetchOutputs(at("fetched"))).rejects.toThrow("in did not arrive as it was sent");
    expect(existsSync(path.join(at("fetched"), "in"))).toBe(false);
    await client.hset(`${prefix}:work-cpu:back`, "returnvalue", JSON.stringify({ value: { address: null }, outputs: [{ ...answer.outputs[0], name: "../out" }] }));
    await expect((await queue.attach("back")).result).rejects.toThrow(/leads out of its folder|is refused/);
  });
});

test("files and jobs that have ended are kept for so long and no longer", async () => {
  await work();
  const job = await queue.submit(copyWork, { names: ["in"] }, { inputs: { in: write("in", "kept") } });
  const { outputs } = await job.result;
  const client = redis.client();
  for (const key of [`${prefix}:blob:${outputs[0]!.digest}`, `${prefix}:blob:${outputs[0]!.digest}:0`]) {
    const left = await client.ttl(key);
    expect(Math.ceil(left / 86_400)).toBe(7);
  }
  const short = await openQueue({ url: redis.url, work: fixtureWork, prefix: `${prefix}short`, code: () => fixtureCode, keptDays: 1 / 86_400 });
  const own = await openWorker({ address: { url: redis.url }, work: fixtureWork, prefix: `${prefix}short`, code: () => fixtureCode, concurrency: 1, folder: at("w"), keptDays: 1 / 86_400 });
  try {
    const first = await short.submit(effectWork, { folder, name: "one" }, { id: "one" });
    await first.result;
    await new Promise((resolve) => setTimeout(resolve, 2100));
    await (await short.submit(effectWork, { folder, name: "two" }, { id: "two" })).result;
    expect((await short.list()).map(({ id }) => id)).toEqual(["two"]);
  } finally {
    await own.close();
    await short.close();
  }
});
