import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openQueue } from "./openQueue.ts";
import type { Queue } from "./queue.ts";
import { copyWork, effectWork, fixtureWork, flakyWork, linesOf, waitingWork } from "./queue.fixture.ts";
import { until } from "./workers.fixture.ts";

vi.setConfig({ testTimeout: 300_000 });

let folder = "";
let queue: Queue;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "queue-"));
  queue = await openQueue({ work: fixtureWork, concurrency: 1, folder: path.join(folder, "work") });
});
afterEach(async () => {
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);
const waiting = (name: string, more: object = {}) => ({ name, until: at(`go-${name}`), log: at("log"), ...more });
const logged = (): readonly string[] => linesOf(at("log"));

test("without Redis the same calls give values, progress and files", async () => {
  writeFileSync(at("in"), "content");
  const said: unknown[] = [];
  const printed: string[] = [];
  const job = await queue.submit(waitingWork, waiting("a"));
  job.onProgress((progress) => said.push(progress));
  job.onPrinted((text) => printed.push(text));
  await until(() => said.length === 1 && printed.length === 1);
  writeFileSync(at("go-a"), "");
  expect((await job.result).value).toBe("a");
  expect(printed).toEqual(["a waits\n", "a goes on\n"]);
  const { fetchOutputs } = await (await queue.submit(copyWork, { names: ["deep/in"] }, { inputs: { "deep/in": at("in") } })).result;
  await fetchOutputs(at("fetched"));
  expect(readFileSync(at("fetched/deep/in"), "utf8")).toBe("content");
  expect(await queue.list()).toMatchObject([{ kind: "copy", state: "done" }, { kind: "waiting", state: "done", value: "a" }]);
});

test("without Redis priorities, retries, cancel and the same id hold too", async () => {
  const holder = await queue.submit(waitingWork, waiting("holder"));
  for (const name of ["late", "first"]) writeFileSync(at(`go-${name}`), "");
  const late = await queue.submit(waitingWork, waiting("late"), { priority: 9 });
  const first = await queue.submit(waitingWork, waiting("first"), { priority: 1, id: "first" });
  expect((await queue.submit(waitingWork, waiting("first"), { id: "first" })).isNew).toBe(false);
  await expect(queue.submit(waitingWork, waiting("late"), { id: "first" })).rejects.toThrow("the id first belongs to another job");
  const gone = await queue.submit(effectWork, { folder, name: "gone" });
  await gone.cancel();
  await expect(gone.result).rejects.toMatchObject({ fault: "cancelled" });
  await until(() => logged().length === 1);
  await holder.cancel();
  await expect(holder.result).rejects.toMatchObject({ fault: "cancelled" });
  await Promise.all([late.result, first.result]);
  expect(logged().filter((line) => line.startsWith("begin"))).toEqual(["begin holder", "begin first", "begin late"]);
  expect(existsSync(at("gone.effect"))).toBe(false);
  expect((await (await queue.submit(flakyWork, { failures: 2, log: at("tries") }, { retries: 2, backoff: 20 })).result).value).toBe(3);
  const bad = await queue.submit(flakyWork, { failures: 1, log: at("tries") });
  await expect(bad.result).rejects.toMatchObject({ fault: "thrown", message: `flaky ${bad.id}: TypeError: planted failure 1` });
  await queue.retry(bad.id);
  await expect((await queue.attach(bad.id)).result).rejects.toThrow("planted failure 1");
});

test("without Redis GPU jobs are done one at a time beside those of the processor", async () => {
  const jobs = [];
  for (const name of ["a", "b"]) jobs.push(await queue.submit(waitingWork, waiting(name, { device: "gpu" })));
  await (await queue.submit(effectWork, { folder, name: "beside" })).result;
  await until(() => logged().length === 1);
  expect(logged()).toEqual(["begin a"]);
  for (const name of ["a", "b"]) writeFileSync(at(`go-${name}`), "");
  await Promise.all(jobs.map(({ result }) => result));
  expect(logged()).toEqual(["begin a", "end a", "begin b", "end b"]);
});

test("a closed queue takes nothing, and what ran has ended", async () => {
  const job = await queue.submit(waitingWork, waiting("a"));
  await until(() => logged().length === 1);
  await queue.close();
  await expect(job.result).rejects.toMatchObject({ fault: "cancelled" });
  await expect(queue.submit(effectWork, { folder, name: "x" })).rejects.toThrow("the queue is closed");
});
