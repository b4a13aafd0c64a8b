import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { redisServer } from "../../../environment/setup/redis.mjs";
import { smallDataset, smallPlan } from "../../evaluation/evaluation.fixture.ts";
import { evaluate } from "../../evaluation/index.ts";
import { linesUntilKilled } from "../../training/checkpoint/killedProcess.fixture.ts";
import { defineTrial, modelTrialModule, tune, tuneModel, type Search } from "../../tuning/index.ts";
import { openHandIn, openQueue, openWorker, shippedWork, type HandInOptions, type Queue, type QueueWorker, type WorkList } from "../index.ts";
import { fixtureCode, fixtureWork, linesOf, waitingWork } from "../queue.fixture.ts";
import { startRedis, type RedisFixture } from "../redis.fixture.ts";
import { until } from "../workers.fixture.ts";
import { queuedFolds } from "./queuedFolds.ts";
import { queuedTrials } from "./queuedTrials.ts";

let redis: RedisFixture;
let folder = "";
let queue: Queue;
let worker: QueueWorker | undefined;

beforeEach(async () => {
  redis = await startRedis(redisServer());
  folder = mkdtempSync(path.join(tmpdir(), "hand-in-"));
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
  await queue.close();
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);
const waiting = (name: string) => ({ name, until: at(`go-${name}`), log: at("log") });
const logged = (): readonly string[] => linesOf(at("log"));
const valueOf = async ({ value }: { readonly value: string }) => value;

function open(options: Partial<HandInOptions> = {}) {
  return openHandIn({ queue, code: fixtureCode, folder: at("handed-in"), ...options });
}
async function begin(work: WorkList): Promise<void> {
  queue = await openQueue({ url: redis.url, work, code: () => fixtureCode });
}
async function startWorker(work: WorkList): Promise<void> {
  worker = await openWorker({ address: { url: redis.url }, work, code: () => fixtureCode, concurrency: 2, folder: at("work"), gpuLock: at("gpu"), grace: 2000 });
}

describe("what a command hands in", () => {
  test("is cancelled when the command is stopped, and is new the next time", async () => {
    await begin(fixtureWork);
    await startWorker(fixtureWork);
    const handIn = open();
    const stop = new AbortController();
    const result = handIn.submit(waitingWork, waiting("a"), valueOf, { signal: stop.signal });
    result.catch(() => {});
    await until(() => logged().length === 1);
    stop.abort(new Error("stopped"));
    await expect(result).rejects.toThrow("stopped");
    const [first = ""] = handIn.ids;
    await until(async () => (await queue.get(first))?.state === "cancelled");
    writeFileSync(at("go-a"), "");
    const again = open();
    expect(await again.submit(waitingWork, waiting("a"), valueOf, {})).toBe("a");
    expect(again.ids).not.toEqual([first]);
  });

  test("and is left at work is attached to by the same call, also once it is done; another occasion or other code is another job", async () => {
    await begin(fixtureWork);
    const said: string[] = [];
    const left = open({ detach: "now", say: (line) => void said.push(line) });
    await expect(left.submit(waitingWork, waiting("a"), valueOf, {})).rejects.toMatchObject({ name: "Detached" });
    expect(said).toEqual(["no worker listens; the jobs wait for one: npx marketbook worker, on the machine that shall work"]);
    await startWorker(fixtureWork);
    await expect(open({ detach: "now", say: (line) => void said.push(line) }).submit(waitingWork, { ...waiting("b"), device: "gpu" }, valueOf, {})).rejects.toMatchObject({ name: "Detached" });
    expect(said.at(-1)).toContain("no worker with a GPU listens");
    writeFileSync(at("go-a"), "");
    await until(async () => (await queue.get(left.ids[0]!))?.state === "done");
    const later = open({ occasion: "2026-11-23T00:00:00Z", detach: "now" });
    await expect(later.submit(waitingWork, waiting("a"), valueOf, {})).rejects.toMatchObject({ name: "Detached" });
    const fetched = open({ say: (line) => void said.push(line) });
    expect(await fetched.submit(waitingWork, waiting("a"), valueOf, {})).toBe("a");
    expect(fetched.ids).toEqual(left.ids);
    expect(later.ids).not.toEqual(left.ids);
    expect(said.at(-1)).toBe(`${left.ids[0]} was handed in before; this goes on with it`);
    const once = open();
    await once.submit(waitingWork, waiting("a"), valueOf, {});
    expect(once.ids).not.toEqual(left.ids); // what was fetched is over
  });

  test("and waits for a worker is said again, until one listens and the job begins", async () => {
    await begin(fixtureWork);
    const said: string[] = [];
    const handIn = open({ say: (line) => void said.push(line), pace: { look: 20, remind: 0 } });
    const result = handIn.submit(waitingWork, waiting("a"), valueOf, {});
    const nobody = "no worker listens; the jobs wait for one: npx marketbook worker, on the machine that shall work";
    await until(() => said.length > 2);
    expect(said.slice(0, 3)).toEqual([nobody, `still ${nobody}`, `still ${nobody}`]);
    await startWorker(fixtureWork);
    await until(() => said.some((line) => line.includes("has begun at ")));
    writeFileSync(at("go-a"), "");
    expect(await result).toBe("a");
    expect(said.filter((line) => line !== `still ${nobody}` && line !== "a worker listens now")).toEqual([nobody, expect.stringMatching(new RegExp(`^${handIn.ids[0]} has begun at \\S+$`))]);
  });

  test("is attached to by the same call after the command was killed", async () => {
    await begin(fixtureWork);
    process.env["HAND_IN"] = JSON.stringify({ url: redis.url, folder: at("handed-in"), job: waiting("a") });
    try {
      const [id] = await linesUntilKilled(path.join(import.meta.dirname, "handIn.fixture.ts"), [], 1);
      const handIn = open();
      await startWorker(fixtureWork);
      writeFileSync(at("go-a"), "");
      expect(await handIn.submit(waitingWork, waiting("a"), valueOf, {})).toBe("a");
      expect(handIn.ids).toEqual([id]);
      expect(logged()).toEqual(["begin a", "end a"]);
    } finally {
      delete process.env["HAND_IN"];
    }
  });
});

test("folds that a queue fits are those of this machine to the last bit, with progress to the end; one that cannot be fitted is told in the same words", async () => {
  await begin(shippedWork);
  await startWorker(shippedWork);
  const dataset = smallDataset();
  const plan = smallPlan(dataset);
  const specs = [{ model: "linear" }, { model: "lstm", settings: { epochs: 2, units: [3] } }];
  const told: number[] = [];
  const options = { onFailure: "record", seeds: [1] } as const;
  const here = await evaluate(dataset, plan, specs, { ...options, folder: at("here"), workers: 1 });
  const handIn = open();
  const there = await evaluate(dataset, plan, specs, { ...options, folder: at("there"), openJobs: queuedFolds(handIn), onProgress: ({ done, seconds }) => void (seconds !== undefined && told.push(done)) });
  const bits = ({ folds, ...rest }: (typeof here)[number]) => ({ ...rest, folds: folds.map(({ seconds: _, ...fold }) => fold) });
  expect(there.map(bits)).toEqual(here.map(bits));
  expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(readdirSync(at("there/folds"))).toEqual(readdirSync(at("here/folds")));
  expect(readdirSync(at("handed-in"))).toEqual([]);
  const tooLong = { ...plan, lookback: 5000 };
  const refusals = await Promise.all([evaluate(dataset, tooLong, [{ model: "linear" }], { inProcess: true }), evaluate(dataset, tooLong, [{ model: "linear" }], { openJobs: queuedFolds(handIn) })].map((run) => run.then(() => "fitted", (error: unknown) => String(error))));
  const anyFold = refusals.map((text) => text.replaceAll(/\d+/g, "n")); // which of the folds is told depends on which ends first
  expect(anyFold[1]).toBe(anyFold[0]);
}, 600_000);

test("trials that a queue makes are those of this machine to the last bit, and go on where the other stopped; an objective of one's own is refused", async () => {
  await begin(shippedWork);
  await startWorker(shippedWork);
  const dataset = smallDataset();
  const plan = smallPlan(dataset);
  const search = { dataset, plan, spec: { model: "knn" }, seed: 3, pruner: "successiveHalving" } as const;
  const bits = ({ trials }: Search) => trials.map((trial) => ({ ...trial, seconds: 0 }));
  const here = await tuneModel({ ...search, folder: at("here"), trials: 6, inProcess: true });
  const openJobs = queuedTrials(open());
  await tuneModel({ ...search, folder: at("there"), trials: 3, inProcess: true });
  const there = await tuneModel({ ...search, folder: at("there"), trials: 6, resume: true, openJobs });
  expect(bits(there)).toEqual(bits(here));
  const own = defineTrial("model", z.unknown(), async () => 1);
  const mine = tune({ trial: own, module: modelTrialModule, given: {}, space: { x: { kind: "float", low: 0, high: 1 } }, trials: 1, seed: 1, folder: at("own"), openJobs });
  await expect(mine).rejects.toThrow('the search "model" tries an objective of your own, which is code, and a queue sends none. Run the search on one machine, without the queue; searches over models of the catalogue (tuneModel, npx marketbook tune) go through it');
}, 600_000);
