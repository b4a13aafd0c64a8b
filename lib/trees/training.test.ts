import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { randomKey, randomStream } from "../random/index.ts";
import { defaultThreads, liveHandles, loadCatboost, loadLightgbm, loadXgboost, trainCatboost, trainLightgbm, trainXgboost, type Trained, type TrainingSet, type TrainRequest } from "./index.ts";

const WIDTH = 4;

/** Rows whose number is the first input plus the product of the next two. */
function rowsOf(rows: number, seed: number): TrainingSet {
  const { normal } = randomStream(randomKey(seed));
  const values = Float32Array.from({ length: rows * WIDTH }, normal);
  return { rows, width: WIDTH, values, labels: Float32Array.from({ length: rows }, (_, n) => values[n * WIDTH]! + values[n * WIDTH + 1]! * values[n * WIDTH + 2]!) };
}

type Library = { readonly name: string; readonly objective: TrainRequest["parameters"]; readonly unknown: TrainRequest["parameters"]; readonly train: (request: TrainRequest) => Promise<Trained>; readonly load: typeof loadXgboost };
const LIBRARIES: readonly Library[] = [
  { name: "XGBoost", objective: { objective: "reg:squarederror", subsample: 0.7 }, unknown: { objective: "square" }, train: trainXgboost, load: loadXgboost },
  { name: "LightGBM", objective: { objective: "regression", min_data_in_leaf: 5, bagging_fraction: 0.7, bagging_freq: 1 }, unknown: { objective: "square" }, train: trainLightgbm, load: loadLightgbm },
  { name: "CatBoost", objective: { loss_function: "RMSE", learning_rate: 0.3 }, unknown: { loss_function: "square" }, train: (request) => trainCatboost({ ...request, link: "identity" }), load: loadCatboost },
];

for (const { load, name, objective, train, unknown } of LIBRARIES) {
  test(`${name}: gives the same bytes for the same request, also beside another training`, async () => {
    const request: TrainRequest = { parameters: objective, train: rowsOf(200, 1), rounds: 20, threads: 1 };
    const first = await train(request);
    const [second] = await Promise.all([train(request), train({ ...request, train: rowsOf(150, 2) })]);
    expect(Buffer.compare(second.bytes, first.bytes)).toBe(0);
    expect(liveHandles()).toBe(0);
  });

  test(`${name}: tells each round, and keeps the rounds up to the lowest validation loss`, async () => {
    const told: { round: number; loss: number; validationLoss: number | undefined }[] = [];
    const { bestRound, rounds } = await train({
      parameters: objective, train: rowsOf(80, 1), validation: rowsOf(60, 2), rounds: 300, patience: 5, threads: 1,
      onRound: ({ loss, round, validationLoss }) => told.push({ loss, round, validationLoss }),
    });
    expect(told.map(({ round }) => round)).toEqual(Array.from({ length: rounds }, (_, k) => k + 1));
    const losses = told.map(({ validationLoss }) => validationLoss!);
    expect(bestRound).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect(rounds).toBeLessThan(300);
    expect(told.at(-1)!.loss).toBeLessThan(told[0]!.loss);
  });

  test(`${name}: lets timers run, stops when the signal says so and frees all`, async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const training = train({ parameters: objective, train: rowsOf(2_000, 1), rounds: 1_000_000, threads: 1, signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    await expect(training).rejects.toBe(reason);
    expect(liveHandles()).toBe(0);
  });

  test(`${name}: says in the library's words what it refuses, frees all and trains on`, async () => {
    await expect(train({ parameters: unknown, train: rowsOf(50, 1), rounds: 3 })).rejects.toThrow(new RegExp(`^${name}: .*square`));
    expect(liveHandles()).toBe(0);
    expect((await train({ parameters: objective, train: rowsOf(50, 1), rounds: 3 })).bestRound).toBe(3);
  });

  test(`${name}: refuses a model that is cut off`, async () => {
    const { bytes } = await train({ parameters: objective, train: rowsOf(50, 1), rounds: 3 });
    for (const part of [bytes.slice(0, bytes.length >> 1), bytes.slice(0, 40), new Uint8Array(0)]) expect(() => load(part, { inputs: WIDTH })).toThrow(name);
    expect(liveHandles()).toBe(0);
  });

  test(`${name}: Shapley values and the base add up to the forecast`, async () => {
    const set = rowsOf(120, 3);
    const booster = load((await train({ parameters: objective, train: set, rounds: 30 })).bytes, { inputs: WIDTH });
    const given = booster.contributions(set);
    booster.predict(set).forEach((forecast, n) => {
      const sum = given.subarray(n * (WIDTH + 1), (n + 1) * (WIDTH + 1)).reduce((total, part) => total + part, 0);
      expect(Math.abs(sum - forecast)).toBeLessThan(1e-5);
    });
    booster.free();
    booster.free();
    expect(liveHandles()).toBe(0);
  });
}

test("a booster that was freed says so", async () => {
  const set = rowsOf(50, 1);
  const booster = loadXgboost((await trainXgboost({ parameters: {}, train: set, rounds: 2 })).bytes, { inputs: WIDTH });
  booster.free();
  expect(() => booster.predict(set)).toThrow("was freed already");
});

test("threads are those of MARKETBOOK_THREADS, which must be a whole number", () => {
  expect(defaultThreads()).toBe(1);
  const run = (threads: string) => spawnSync(process.execPath, ["-e", "import('./lib/trees/index.ts').then(({ defaultThreads }) => console.log(defaultThreads()))"], { cwd: path.resolve(import.meta.dirname, "../.."), env: { ...process.env, MARKETBOOK_THREADS: threads }, encoding: "utf8" });
  expect(run("3").stdout.trim()).toBe("3");
  expect(run("many").stderr).toContain('MARKETBOOK_THREADS must be a whole number ≥ 1, got "many"');
});

test("a process that only imports the models loads neither koffi nor a library, and writes nothing when it trains", () => {
  const script = `
    const { trainLightgbm } = await import("./lib/trees/index.ts");
    const { createRequire } = await import("node:module");
    const isLoaded = () => Object.keys(createRequire(process.cwd() + "/x.js").cache).some((file) => file.includes("koffi"));
    const before = isLoaded();
    const values = Float32Array.from({ length: 400 }, (_, k) => Math.sin(k * k));
    await trainLightgbm({ parameters: { objective: "regression", num_leaves: 31, max_depth: 3 }, train: { values, rows: 100, width: 4, labels: values.slice(0, 100) }, rounds: 30 });
    console.log(before, isLoaded());`;
  const { stderr, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { cwd: path.resolve(import.meta.dirname, "../.."), encoding: "utf8" });
  expect({ stderr, stdout }).toEqual({ stderr: "", stdout: "false true\n" });
});
