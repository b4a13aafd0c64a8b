import { expect, test } from "vitest";
import { asking, deaf, fixtureModule, isAlive, square, surroundings } from "./jobs.fixture.ts";
import { openJobs } from "./index.ts";

test.each([false, true])("a job is answered what it asks, in this process: %s", async (inProcess) => {
  const jobs = openJobs(asking, { module: fixtureModule, workers: 1, inProcess });
  try {
    expect(await jobs.run([1, 2], { onAsk: async (question) => Number(question) * 10 })).toEqual([10, 20]);
    await expect(jobs.run([1])).rejects.toThrow("nobody answers this job's questions; give onAsk to run");
    await expect(jobs.run([1], { onAsk: async () => { throw new Error("planted refusal"); } })).rejects.toThrow("planted refusal");
  } finally {
    await jobs.close();
  }
});

test("a stop of one job ends its process alone; the others go on", async () => {
  const jobs = openJobs(deaf, { module: fixtureModule, workers: 1, patience: 200 });
  const stop = new AbortController();
  let pid = 0;
  try {
    const told = jobs.run(null, { signal: stop.signal, onProgress: (progress) => {
      pid = Number(Reflect.get(Object(progress), "pid"));
      stop.abort(new Error("no longer wanted"));
    } });
    await expect(told).rejects.toThrow("no longer wanted");
    expect(isAlive(pid)).toBe(false);
    await expect(jobs.run(null, { signal: AbortSignal.abort(new Error("never begun")) })).rejects.toThrow("never begun");
  } finally {
    await jobs.close();
  }
  const squares = openJobs(square, { module: fixtureModule, workers: 1 });
  try {
    const one = new AbortController();
    const stopped = squares.run({ x: 1, after: "/nonexistent" }, { signal: one.signal });
    const next = squares.run({ x: 3 });
    one.abort(new Error("only this"));
    await expect(stopped).rejects.toThrow("only this");
    expect(await next).toBe(9);
  } finally {
    await squares.close();
  }
});

test("a worker process is given variables, and has others taken away", async () => {
  const jobs = openJobs(surroundings, { module: fixtureModule, workers: 1, environment: { MARKETBOOK_THREADS: "3", OMP_NUM_THREADS: undefined } });
  try {
    expect((await jobs.run(null)).threads).toEqual(["3", "1", "1", null]);
  } finally {
    await jobs.close();
  }
});
