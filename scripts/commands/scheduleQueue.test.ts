import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { redisServer } from "../../environment/setup/redis.mjs";
import { type Alert, openAlerts } from "../../lib/alerts/index.ts";
import { openWorker, shippedWork, type QueueWorker } from "../../lib/queue/index.ts";
import { fixtureCode } from "../../lib/queue/queue.fixture.ts";
import { startRedis, type RedisFixture } from "../../lib/queue/redis.fixture.ts";
import { until } from "../../lib/queue/workers.fixture.ts";
import { projectFolder } from "../../lib/runs/folders.ts";
import { readRecord } from "../../lib/runs/record/record.ts";
import { type Execute, lastRuns, parseSchedules, readServiceState, runFolder, serveSchedules } from "../../lib/schedules/index.ts";
import { virtualClock } from "../../lib/schedules/service/virtualClock.fixture.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { runCommand } from "./run.ts";

// The code of the tree may change while tests run; the worker and the command agree on one here.
vi.mock("../../lib/queue/wire/code.ts", async (original) => ({ ...(await original<object>()), codeOf: () => fixtureCode }));

const MINUTE = 60_000;
const folders = commandFolder("schedule-queue");
const { at } = folders;
let redis: RedisFixture;
let worker: QueueWorker;
let notebooks = "";

beforeAll(async () => {
  redis = await startRedis(redisServer());
  const artifacts = path.join(projectFolder, "artifacts");
  mkdirSync(artifacts, { recursive: true });
  notebooks = mkdtempSync(path.join(artifacts, "queued-test-"));
  worker = await openWorker({ address: { url: redis.url }, work: shippedWork, code: () => fixtureCode, concurrency: 1, folder: path.join(notebooks, "work"), gpuLock: path.join(notebooks, "gpu") });
});
afterAll(async () => {
  await worker.close();
  await redis.stop();
  rmSync(notebooks, { recursive: true, force: true });
});
beforeEach(() => {
  vi.stubEnv("MARKETBOOK_REDIS_URL", redis.url);
  vi.stubEnv("MARKETBOOK_RUN", undefined);
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  process.exitCode = undefined;
});

/** A notebook of the project with one parameter; out: its path as a schedule names it. */
function notebook(name: string, code: string): string {
  const cell = (id: string, source: string, tags: readonly string[] = []) => ({ cell_type: "code", id, metadata: { tags }, source, outputs: [], execution_count: null });
  const place = path.join(notebooks, name);
  writeFileSync(place, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" } }, cells: [cell("first", "let lookback: number = 30;", ["parameters"]), cell("second", code)] }));
  return path.relative(projectFolder, place);
}

/** The words of the schedule as the command itself takes them, in this process. */
const execute: Execute = async ({ words: [, ...words] }) => {
  await runCommand().exitOverride().parseAsync([...words], { from: "user" });
  const exitCode = Number(process.exitCode);
  return { outcome: exitCode === 0 ? "done" : "failed", exitCode, pid: process.pid };
};

test("scheduled notebooks go through the queue when their time comes: one comes back executed, one fails and is told by name", async () => {
  const { file, problems } = parseSchedules(`
zone: UTC
atOnce: 1
alerts: { channels: { log: { type: file, path: ${JSON.stringify(at("alerts.jsonl"))} } } }
schedules:
  good: { cron: "* * * * *", run: { notebook: ${notebook("good.ipynb", 'console.log("lookback", lookback);')}, parameters: { lookback: 7 }, queue: true } }
  bad: { cron: "* * * * *", run: { notebook: ${notebook("bad.ipynb", 'throw new TypeError("planted failure");')}, queue: true } }
`);
  expect(problems).toEqual([]);
  const folder = at("schedules");
  // Behind the clock of the machine, whose times the runs' own records have.
  const begin = Math.floor(Date.now() / MINUTE) * MINUTE - 3 * MINUTE;
  const clock = virtualClock(new Date(begin).toISOString());
  const end = new AbortController();
  const service = serveSchedules({ read: () => file!, folder, clock, execute, say: () => {}, signal: end.signal, openAlerts: (config) => openAlerts({ config, folder: at("alerts"), variables: {} }) });
  await clock.runTo(new Date(begin + MINUTE).toISOString());
  const over = (name: string): boolean => {
    const status = lastRuns(folder, name, 1)[0]?.status;
    return status !== undefined && status !== "running" && readServiceState(folder)?.schedules[name]?.running === undefined;
  };
  await until(() => over("good") && over("bad"), () => JSON.stringify(["good", "bad"].map((name) => lastRuns(folder, name, 1))), 170_000);
  end.abort();
  await service;

  const [good, bad] = ["good", "bad"].map((name) => lastRuns(folder, name, 5)[0]);
  expect(good).toMatchObject({ status: "done", planned: new Date(begin + MINUTE).toISOString(), words: expect.arrayContaining(["good.ipynb", "--queue"]) });
  expect(readFileSync(path.join(runFolder(folder, good!), "good.ipynb"), "utf8")).toContain("lookback 7");
  expect(readRecord(path.join(folders.runs, good!.run!))).toMatchObject({ status: "finished", origin: { job: expect.stringMatching(/^notebook-/) } });
  expect(bad).toMatchObject({ status: "failed", attempts: [{ exitCode: 1 }], because: expect.stringContaining("TypeError: planted failure") });
  expect(readFileSync(path.join(runFolder(folder, bad!), "bad.ipynb"), "utf8")).toContain("planted failure");
  expect(readServiceState(folder)?.schedules).toMatchObject({ good: { waiting: [], leftOut: [] }, bad: { waiting: [], leftOut: [] } });
  const alerts = readFileSync(at("alerts.jsonl"), "utf8").trimEnd().split("\n").map((line): Alert => JSON.parse(line));
  expect(alerts).toMatchObject([{ kind: "failed-run", schedule: "bad", title: "bad failed", text: expect.stringContaining(`${bad!.id} of bad failed`) }]);
  expect(alerts[0]!.text).toContain("TypeError: planted failure");
}, 180_000);
