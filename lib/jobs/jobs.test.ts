import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { defineJob, JobError, openJobs, runJobs } from "./index.ts";
import { counting, deaf, fixtureModule as module, halfNumber, hungry, isAlive, mortal, polite, square, surroundings, thrower } from "./jobs.fixture.ts";

const folder = mkdtempSync(path.join(tmpdir(), "marketbook-"));
afterAll(() => rmSync(folder, { recursive: true }));

const numbers = [5, 3, 8, 1, 9, 2];
const failure = async (promise: Promise<unknown>): Promise<JobError> => {
  const error: unknown = await promise.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof JobError)) throw new Error(`no JobError but ${String(error)}`);
  return error;
};

describe.each([{ inProcess: true }, { inProcess: false }])("jobs, in this process: $inProcess", ({ inProcess }) => {
  const options = { module, inProcess, workers: 2 };

  test("give the results in the order of the parameters and tell of each one when it ends", async () => {
    const ended: number[] = [];
    const file = path.join(folder, `second-${inProcess}`);
    const list = numbers.map((x, k) => ({ x, ...(k === 0 && !inProcess && { after: file }) }));
    const onDone = (result: number, index: number): void => {
      ended.push(index, result);
      if (index === 1) writeFileSync(file, "ended");
    };
    const results = await runJobs(square, list, { ...options, onDone });
    expect(results).toEqual([25, 9, 64, 1, 81, 4]);
    expect(ended.slice(0, 2)).toEqual(inProcess ? [0, 25] : [1, 9]);
    expect(ended).toHaveLength(12);
  });

  test("pass on what a job tells of its progress, with its place in the list", async () => {
    const told: [number, unknown][] = [];
    expect(await runJobs(counting, [[1, 2], [40]], { ...options, onProgress: (progress, index) => void told.push([index, progress]) })).toEqual([3, 40]);
    expect(told.filter(([index]) => index === 0)).toEqual([[0, { number: 1 }], [0, { number: 2 }]]);
    expect(told).toContainEqual([1, { number: 40 }]);
  });

  test("carry the class and the words of what a job throws, and the job's name and parameters", async () => {
    const error = await failure(runJobs(thrower, [{ text: "fold 3 holds no window" }], options));
    expect(error.message).toBe('the job "thrower" of {"text":"fold 3 holds no window"}: PlantedError: fold 3 holds no window');
    expect(error).toMatchObject({ fault: "thrown", thrown: "PlantedError", cause: { name: "PlantedError", message: "fold 3 holds no window", stack: expect.stringContaining("jobs.fixture.ts") } });
  });

  test("refuse parameters and results that are not of the job's form", async () => {
    const wrong = await failure(runJobs(square, [{ x: Number.NaN }], options));
    expect(wrong.message).toMatch(/^the job "square" of \{"x":null\}: the parameters are refused: x: /);
    expect(wrong.fault).toBe("parameters");
    const half = await failure(runJobs(halfNumber, [null], options));
    expect(half.message).toMatch(/^the job "halfNumber" of null: the result is not of the form the job declares: loss: /);
    expect(half.fault).toBe("result");
  });

  test("end with the reason of a signal that was aborted before or between", async () => {
    await expect(runJobs(square, [{ x: 1 }], { ...options, signal: AbortSignal.abort(new Error("not today")) })).rejects.toThrow("not today");
    const controller = new AbortController();
    const file = path.join(folder, `polite-${inProcess}`);
    const stopped = runJobs(polite, [{ file }, { file }], { ...options, patience: 50_000, signal: controller.signal, onProgress: () => controller.abort(new Error("enough")) });
    await expect(stopped).rejects.toThrow("enough");
    expect(existsSync(file)).toBe(true);
  });

  test("of an empty list are none", async () => {
    expect(await runJobs(square, [], options)).toEqual([]);
  });
});

describe("worker processes", () => {
  test("compute with one thread each, are used again, and keep their output to themselves", async () => {
    const found = await runJobs(surroundings, [null, null, null, null, null], { module, workers: 2 });
    for (const { threads } of found) expect(threads).toEqual(["1", "1", "1", "1"]);
    const pids = new Set(found.map(({ pid }) => pid));
    expect(pids.size).toBeLessThanOrEqual(2);
    expect(pids.has(process.pid)).toBe(false);
    for (const pid of pids) expect(isAlive(pid)).toBe(false);
  });

  test("give the same results however many there are", async () => {
    const list = numbers.map((x) => ({ x }));
    expect(await runJobs(square, list, { module, workers: 1 })).toEqual(await runJobs(square, list, { module, workers: 3 }));
  });

  test("that are killed have their job tried once more in another", async () => {
    expect(await runJobs(mortal, [{ deaths: 0 }, { deaths: 1 }], { module, workers: 1 })).toEqual([1, 2]);
  });

  test("that are killed again are named with job, parameters, signal and last words", async () => {
    const error = await failure(runJobs(mortal, [{ deaths: 9, says: "out of luck" }], { module, workers: 1 }));
    expect(error.message).toBe('the job "mortal" of {"deaths":9,"says":"out of luck"}: its worker process was ended by SIGKILL, 2 times in a row. It last said: out of luck. Where memory ran out, take fewer workers or a smaller model.');
    expect(error).toMatchObject({ fault: "died", signal: "SIGKILL" });
    expect((await failure(runJobs(mortal, [{ deaths: 1 }], { module, workers: 1, retries: 0 }))).message).toContain("was ended by SIGKILL. It last said: nothing.");
  });

  test("that take more memory than allowed, outside of the heap too, are killed and say so", async () => {
    const error = await failure(runJobs(hungry, [null], { module, workers: 1, memory: 200, retries: 0 }));
    expect(error).toMatchObject({ fault: "died", signal: "SIGKILL" });
    expect(error.message).toMatch(/It last said: the process takes \d+ MB, more than its limit of 200 MB\./);
  });

  test("that hear nothing are killed after a stop, and none of them lives when the stop is told", async () => {
    const controller = new AbortController();
    const pids: number[] = [];
    const onProgress = (progress: unknown): void => {
      pids.push(z.object({ pid: z.number() }).parse(progress).pid);
      if (pids.length === 2) controller.abort(new Error("enough"));
    };
    await expect(runJobs(deaf, [null, null, null], { module, workers: 2, signal: controller.signal, onProgress })).rejects.toThrow("enough");
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  test("end by themselves when the process that started them is killed, even in the middle of a computation", async () => {
    const parent = spawn(process.execPath, [path.join(import.meta.dirname, "orphan.fixture.ts")], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface({ input: parent.stdout }), "line");
    const { pid } = z.object({ pid: z.number() }).parse(JSON.parse(String(line)));
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    while (isAlive(pid)) await sleep(50); // where it goes on, the time of the test runs out
  });

  test("of a module that lacks the job, or is missing, say so at once", async () => {
    const other = defineJob("other", { parameters: z.null(), result: z.null() }, async () => null);
    const lacking = await failure(runJobs(other, [null], { module, workers: 1 }));
    expect(lacking.message).toMatch(/^the job "other" of null: the module exports no job "other", but .*"counting", .*Export what defineJob returned\.$/);
    const missing = await failure(runJobs(other, [null], { module: new URL("./nowhere.ts", module), workers: 1 }));
    expect(missing.message).toContain("nowhere.ts");
    expect([lacking.fault, missing.fault]).toEqual(["setup", "setup"]);
  });
});

describe("an open pool", () => {
  test("takes jobs one by one; a failed one leaves the others alone, a closed one takes no more", async () => {
    const jobs = openJobs(mortal, { module, workers: 2, retries: 0 });
    const outcomes = await Promise.allSettled([jobs.run({ deaths: 0 }), jobs.run({ deaths: 1 }), jobs.run({ deaths: 0 })]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await jobs.run({ deaths: 0 })).toBe(1);
    await jobs.close();
    await expect(jobs.run({ deaths: 0 })).rejects.toThrow('the jobs "mortal" are closed');
  });

  test("refuses options that make no sense", () => {
    expect(() => openJobs(square, { module, workers: 0 })).toThrow("openJobs: workers must be a whole number ≥ 1, got 0");
    expect(() => openJobs(square, { module, retries: -1 })).toThrow("openJobs: retries must be a whole number ≥ 0, got -1");
    expect(() => openJobs(square, { module, memory: 10 })).toThrow("openJobs: memory must be at least 64 MB, got 10");
  });
});
