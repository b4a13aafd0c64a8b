import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { redisServer } from "../../environment/setup/redis.mjs";
import { notebookWork, openQueue, shippedWork, type JobView, type Queue } from "../../lib/queue/index.ts";
import { startRedis, type RedisFixture } from "../../lib/queue/redis.fixture.ts";
import { projectFolder } from "../../lib/runs/folders.ts";
import { until } from "../../lib/queue/workers.fixture.ts";
import { jobsTable, progressText } from "../jobs/jobText.ts";
import { jobsCommand } from "./jobs.ts";
import { workerCommand } from "./worker.ts";

const script = path.resolve(import.meta.dirname, "../marketbook.ts");
vi.setConfig({ testTimeout: 300_000 });
let redis: RedisFixture;
let queue: Queue;
let folder = "";
const children: ChildProcess[] = [];

beforeAll(async () => {
  redis = await startRedis(redisServer());
  const artifacts = path.join(projectFolder, "artifacts");
  mkdirSync(artifacts, { recursive: true });
  folder = mkdtempSync(path.join(artifacts, "jobs-test-"));
});
afterAll(async () => {
  await redis.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => { queue = await openQueue({ url: redis.url, work: shippedWork }); });
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await queue.close();
});

/** The command in a process of its own. */
function start(words: readonly string[], address = redis.url): { readonly child: ChildProcess; readonly said: () => string; readonly ended: Promise<number> } {
  const child = spawn(process.execPath, [script, ...words], { env: { ...process.env, MARKETBOOK_REDIS_URL: address }, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (text += part));
  return { child, said: () => text, ended: once(child, "close").then(([code]) => Number(code)) };
}

async function call(...words: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const { ended, said } = start(words);
  return { code: await ended, text: said() };
}

/** A notebook of the project that comes to no end while a test lasts. out: its name */
function waitingNotebook(): string {
  const cells = [{ cell_type: "code", id: "wait", metadata: {}, source: "await new Promise((resolve) => setTimeout(resolve, 3_600_000));", outputs: [], execution_count: null }];
  const place = path.join(folder, "wait.ipynb");
  writeFileSync(place, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" } }, cells }));
  return path.relative(projectFolder, place).split(path.sep).join("/");
}

describe("marketbook jobs and worker", () => {
  test("work an unknown notebook's refusal, cancel and retry from the command line", async () => {
    await queue.submit(notebookWork, { notebook: "notebooks/none.ipynb" }, { id: "none" });
    expect((await call("jobs", "ls")).text).toContain("Jobs for the processor wait, and there is no worker: npx marketbook worker");
    expect(await call("jobs", "cancel", "none")).toEqual({ code: 0, text: "none: cancelled\n" });
    expect((await call("jobs", "follow", "none")).text).toContain("marketbook jobs follow: notebook none: cancelled while it waited");
    expect((await call("jobs", "retry", "none")).code).toBe(0);
    const worker = start(["worker", "--no-gpu", "--concurrency", "1", "--grace", "1"]);
    await until(async () => (await queue.get("none"))?.state === "failed");
    const shown = await call("jobs", "show", "none");
    expect(shown.text).toMatch(/state {7}failed\n/);
    expect(shown.text).toMatch(/failure {5}(thrown: Error: there is no notebook notebooks\/none\.ipynb in the project|refused: the job wants other code)/);
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBeGreaterThan(0);
    expect(worker.said()).toContain(`listening at redis://127.0.0.1:${redis.port} for train, trial, fold, predict, notebook, 1 at a time`);
    expect(worker.said()).not.toContain(redis.password);
  });

  test("end at once on the second stop, and another worker finds the job", async () => {
    await queue.submit(notebookWork, { notebook: waitingNotebook() }, { id: "long" });
    const worker = start(["worker", "--no-gpu", "--concurrency", "1", "--grace", "600"]);
    await until(() => worker.said().includes("long: begun"));
    worker.child.kill("SIGTERM");
    await until(() => worker.said().includes("stopping: jobs that run have 600 s"));
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(143);
    expect(await queue.get("long")).toMatchObject({ state: "running" }); // until its lock runs out
  });

  test("say what is wrong with a command line", async () => {
    const { code, text } = await call("jobs", "ls", "--state", "bad");
    expect(code).toBe(2);
    expect(text).toContain("Allowed choices are waiting, delayed, running, done, failed, cancelled");
    for (const [command, words, said] of [
      [jobsCommand(), ["show"], "missing required argument 'id'"],
      [workerCommand(), ["--concurrency", "0"], "Give a whole number from 1 to 1024"],
      [workerCommand(), ["extra"], "too many arguments"],
    ] as const) await expect(command.exitOverride().configureOutput({ outputError: () => {} }).parseAsync([...words], { from: "user" })).rejects.toThrow(said);
  });

  test("say in one line where there is no such job, and no Redis", async () => {
    expect(await call("jobs", "show", "nobody")).toEqual({ code: 1, text: 'marketbook jobs show: there is no job "nobody". npx marketbook jobs ls lists them\n' });
    const { ended, said } = start(["jobs", "ls"], `redis://:wrong-words@127.0.0.1:${redis.port}`);
    expect(await ended).toBe(1);
    expect(said()).toContain("refuses the user or the password");
    expect(said()).not.toContain("wrong-words");
  });
});

test("a table of jobs takes no command of a terminal out of what a job says", () => {
  const view: JobView = { id: "a", kind: "tr\u001bain", needs: "gpu", state: "waiting", priority: 5, attempts: 0, tries: 1, submitted: 0, parameters: {}, inputs: [], failure: { fault: "thrown", message: "\u001b[2Jgone\u0007" } };
  const lines = jobsTable([view], { gpu: 0, cpu: 2 }, 90_000).join("\n");
  expect(lines).not.toMatch(/[\u0007\u001b]/);
  expect(lines).toContain("90 s");
  expect(lines).toContain("Workers listening: 2 for the processor, 0 for a GPU\nJobs for a GPU wait, and no worker has one: npx marketbook worker --gpu");
});

test("progress of any shape is one line", () => {
  expect(progressText({ epoch: 3, epochs: 20, loss: 0.12345678, validationLoss: 1 })).toBe("epoch 3 of 20, loss 0.1235, validationLoss 1");
  expect(progressText({ cell: 2, cells: 14 })).toBe("cell 2 of 14");
  expect(progressText("a\nb")).toBe("progress a b");
});

