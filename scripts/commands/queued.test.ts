import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { redisServer } from "../../environment/setup/redis.mjs";
import { openWorker, shippedWork, type QueueWorker } from "../../lib/queue/index.ts";
import { fixtureCode } from "../../lib/queue/queue.fixture.ts";
import { startRedis, type RedisFixture } from "../../lib/queue/redis.fixture.ts";
import { loadOutOfFold } from "../../lib/evaluation/index.ts";
import { formatBarsCsv, loadBars, sliceBars } from "../../lib/market/index.ts";
import { projectFolder } from "../../lib/runs/folders.ts";
import { readRecord } from "../../lib/runs/record/record.ts";
import { loadCard } from "../../lib/training/index.ts";
import { notebookWords } from "../jobs/notebookWords.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { predictCommand } from "./predict.ts";
import { runCommand } from "./run.ts";
import { trainCommand } from "./train.ts";
import { tuneCommand } from "./tune.ts";
import { walkForwardCommand } from "./walkForward.ts";

// The code of the tree may change while tests run; workers and commands agree on one here.
vi.mock("../../lib/queue/wire/code.ts", async (original) => ({ ...(await original<object>()), codeOf: () => fixtureCode }));

const { at, printed } = commandFolder("queued");
let redis: RedisFixture;
let worker: QueueWorker;
let notebooks = "";
const before = { ...process.env };

beforeAll(async () => {
  redis = await startRedis(redisServer());
  const artifacts = path.join(projectFolder, "artifacts");
  mkdirSync(artifacts, { recursive: true });
  notebooks = mkdtempSync(path.join(artifacts, "queued-test-"));
  worker = await openWorker({ address: { url: redis.url }, work: shippedWork, code: () => fixtureCode, concurrency: 2, folder: path.join(notebooks, "work"), gpuLock: path.join(notebooks, "gpu") });
}, 60_000);
afterAll(async () => {
  await worker.close();
  await redis.stop();
  rmSync(notebooks, { recursive: true, force: true });
});
beforeEach(async () => {
  process.env["MARKETBOOK_REDIS_URL"] = redis.url;
  process.env["MARKETBOOK_RUNS"] = at("runs");
  delete process.env["MARKETBOOK_RUN"];
  process.exitCode = undefined;
  writeFileSync(at("bars.csv"), formatBarsCsv(sliceBars(await loadBars({ from: "2016-01-01", to: "2018-12-31" }), 0, 500)));
});
afterEach(() => {
  process.env = { ...before };
  process.exitCode = undefined;
});

const call = (command: Command, ...argv: string[]) => command.exitOverride().configureOutput({ outputError: () => {} }).parseAsync(argv, { from: "user" });
const records = () => readdirSync(at("runs")).sort().map((id) => readRecord(at(path.join("runs", id))));

test.each(["xgboost", "lstm"])("train and predict of %s through the queue give the model, the stages and the forecasts of this machine to the last bit", async (model) => {
  const train = (place: string, ...more: string[]) => call(trainCommand(), "--input", at("bars.csv"), "--symbol", "SP500", "--model", model, "--set", model === "lstm" ? "epochs=2" : "trees=5", "--factors", "rsi_14,log_return_1", "--lookback", "4", "--output", at(place), ...more);
  await train("here");
  await train("there", "--queue");
  const [here, there] = [await loadCard(at("here")), await loadCard(at("there"))];
  expect(there.columns).toEqual(here.columns);
  expect(there.about).toEqual(here.about);
  const stages = records().map(({ stages: recorded }) => recorded?.["train"]);
  expect(stages[1]).toEqual(stages[0]);
  expect(records()[1]?.origin?.job).toMatch(/^train-.* and 1 more$/);
  for (const [name, digest] of Object.entries(here.files)) if (name !== "model.json" && !name.startsWith("evaluation")) expect(there.files[name]).toBe(digest);
  await call(predictCommand(), at("here"), "--input", at("bars.csv"), "--output", at("here.csv"));
  await call(predictCommand(), at("there"), "--input", at("bars.csv"), "--output", at("there.csv"), "--queue");
  expect(readFileSync(at("there.csv"), "utf8")).toBe(readFileSync(at("here.csv"), "utf8"));
}, 600_000);

test("a notebook comes back executed, also one that fails, and its run's record names job and machine", async () => {
  const cell = (source: string, tags: readonly string[] = []) => ({ cell_type: "code", id: `c${source.length}`, metadata: { tags }, source, outputs: [], execution_count: null });
  const write = (name: string, last: string): string => {
    const place = path.join(notebooks, name);
    writeFileSync(place, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" } }, cells: [cell("let lookback: number = 30;", ["parameters"]), cell(last)] }));
    return place;
  };
  const shown: string[] = [];
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => shown.push(String(text)) > 0);
  await call(runCommand(), write("good.ipynb", 'console.log("lookback", lookback);'), at("good-out.ipynb"), "-p", "lookback", "7", "--queue", "--no-progress-bar", "--log-output");
  stderr.mockRestore();
  expect(process.exitCode).toBe(0);
  expect(shown.join("")).toContain("lookback 7\n");
  expect(readFileSync(at("good-out.ipynb"), "utf8")).toContain("lookback 7");
  await call(runCommand(), write("bad.ipynb", 'throw new TypeError("planted failure");'), at("bad-out.ipynb"), "--queue");
  expect(process.exitCode).toBe(1);
  expect(readFileSync(at("bad-out.ipynb"), "utf8")).toContain("planted failure");
  const [good, bad] = records();
  expect(good).toMatchObject({ status: "finished", parameters: { lookback: 7 }, origin: { job: expect.stringMatching(/^notebook-/) }, exit: { reason: "done" } });
  expect(bad).toMatchObject({ status: "failed", origin: { job: expect.stringMatching(/^notebook-/) }, exit: { reason: "error", code: 1 }, notebooks: [{ outcome: "failed", failure: expect.stringContaining("TypeError: planted failure") }] });
}, 600_000);

test("walk-forward and tune through the queue give the forecasts, the judgement and the trials of this machine to the last bit", async () => {
  const market = ["--input", at("bars.csv"), "--symbol", "SP500", "--factors", "rsi_14,log_return_1", "--lookback", "3", "--model", "linear", "--workers", "1", "--json"];
  const walk = (place: string, ...more: string[]) => call(walkForwardCommand(), ...market, "--train", "300", "--test", "100", "--folder", at(place), ...more);
  await walk("walk-here");
  await walk("walk-there", "--queue");
  const [here, there] = ["walk-here", "walk-there"].map((place) => loadOutOfFold(at(path.join(place, "outOfFold/linear-seed1.oof"))));
  expect(there?.forecast).toEqual(here?.forecast);
  const told = (text = "") => ({ ...z.record(z.string(), z.unknown()).parse(JSON.parse(text)), folder: "", run: "" });
  expect(told(printed[1])).toEqual(told(printed[0]));
  expect(records()[1]?.origin?.job).toMatch(/^fold-.* and \d+ more$/);

  const tune = (place: string, ...more: string[]) => call(tuneCommand(), ...market, "--folds", "2", "--sampler", "random", "--trials", "2", "--folder", at(place), ...more);
  await tune("tuned-here");
  await tune("tuned-there", "--queue");
  const trials = (text = "") => z.object({ best: z.unknown(), trials: z.array(z.looseObject({ seconds: z.number() })) }).parse(JSON.parse(text));
  const bits = (text: string | undefined) => ({ ...trials(text), trials: trials(text).trials.map(({ seconds: _, ...trial }) => trial) });
  expect(bits(printed[3])).toEqual(bits(printed[2]));
  await expect(tune("tuned-there", "--queue", "--resume", "--detach", "--device", "tpu")).rejects.toThrow("Allowed choices are cpu, gpu");
}, 600_000);

test("--detach hands in and says how to follow; the same command brings the result", async () => {
  const words = ["--input", at("bars.csv"), "--symbol", "SP500", "--model", "linear", "--factors", "rsi_14", "--lookback", "2", "--output", at("left"), "--queue"];
  await call(trainCommand(), ...words, "--detach");
  expect(printed.at(-1)).toMatch(/^1 job goes on without this command:\n {2}npx marketbook jobs follow train-\S+\nWhat it leaves comes with the same command again\.$/);
  await call(trainCommand(), ...words);
  expect((await loadCard(at("left"))).kind).toBe("linear");
}, 600_000);

test("without an address, --queue says what to set; its options alone and what a queue cannot take are refused", async () => {
  process.env["MARKETBOOK_REDIS_URL"] = "";
  const words = ["--input", at("bars.csv"), "--model", "linear", "--output", at("none")];
  await expect(call(trainCommand(), ...words, "--queue")).rejects.toThrow("--queue needs a queue. Write its address into the environment or into the project's .env, as MARKETBOOK_REDIS_URL=rediss://user:password@host:6379, or leave --queue out: train then works on this machine");
  await expect(call(trainCommand(), ...words, "--detach")).rejects.toThrow("--detach belongs to --queue");
  const refuse = (message: string): never => { throw new Error(message); };
  expect(() => notebookWords(["in.ipynb", "out.ipynb", "--queue", "--cwd", "x"], refuse)).toThrow("--cwd is for a run on this machine");
  expect(notebookWords(["in.ipynb", "-r", "a", "--cwd", "--queue", "--device=gpu", "--retries", "2", "out.ipynb"], refuse)).toMatchObject({ words: ["in.ipynb", "-r", "a", "--cwd", "--retries", "2", "out.ipynb"], device: "gpu" });
});
