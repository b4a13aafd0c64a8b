import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { smallDataset, smallPlan, withColumn } from "../evaluation.fixture.ts";
import { evaluate, joinOutOfFold, fitFold, type EvaluationProgress } from "../index.ts";

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "marketbook-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const dataset = smallDataset();
const plan = smallPlan(dataset);
const inProcess = true;
const LINEAR = { model: "linear" };

test("each spec with each seed has its forecasts of all folds, specs first, the same as fold by fold; progress counts to the end", async () => {
  const told: EvaluationProgress[] = [];
  const results = await evaluate(dataset, plan, [LINEAR, { model: "drift" }], { inProcess, seeds: [1, 2], onProgress: (progress) => void told.push(progress) });
  expect(results.map(({ seed, spec }) => [spec.model, seed])).toEqual([["linear", 1], ["linear", 2], ["drift", 1], ["drift", 2]]);
  const parts = await Promise.all(plan.folds.map(async (_, fold) => (await fitFold({ dataset, plan, fold, spec: LINEAR, seed: 2 })).outOfFold));
  expect(results[1]!.forecast).toEqual(joinOutOfFold(parts).forecast);
  expect(told.filter(({ seconds }) => seconds !== undefined).map(({ done, total }) => [done, total])).toEqual(Array.from({ length: 16 }, (_, k) => [k + 1, 16]));
  expect(told.at(-1)!.eta).toBe(0);
});

test("worker processes give the same bits as this one", async () => {
  const [here, there] = [await evaluate(dataset, plan, [LINEAR], { inProcess }), await evaluate(dataset, plan, [LINEAR], { workers: 2 })];
  expect(there[0]!.forecast).toEqual(here[0]!.forecast);
}, 120_000);

test("a folder keeps a file a fold; more seeds and models are added to it, a damaged file is made again", async () => {
  const into = join(folder, "kept");
  const [first] = await evaluate(dataset, plan, [LINEAR], { inProcess, folder: into });
  const files = readdirSync(join(into, "folds"));
  expect(files).toHaveLength(4);
  expect(files[0]).toMatch(/^linear-[0-9a-f]{12}-seed1-fold0001\.oof$/);
  const written = files.map((file) => statSync(join(into, "folds", file)).mtimeMs);
  const damaged = join(into, "folds", files[2]!);
  writeFileSync(damaged, readFileSync(damaged).subarray(0, 300));
  const ended: number[] = [];
  const again = await evaluate(dataset, plan, [LINEAR, { model: "drift" }], { inProcess, folder: into, resume: true, onProgress: ({ done, seconds }) => void (seconds !== undefined && ended.push(done)) });
  expect(again[0]!.forecast).toEqual(first!.forecast);
  expect(ended).toEqual([4, 5, 6, 7, 8]);
  const now = files.map((file) => statSync(join(into, "folds", file)).mtimeMs);
  expect(now.map((time, k) => time === written[k])).toEqual([true, true, false, true]);
});

test("a folder of another dataset, of another plan, or one that nobody said to go on with is refused", async () => {
  const into = join(folder, "other");
  await evaluate(dataset, plan, [LINEAR], { inProcess, folder: into });
  const asked = (given = dataset, with_ = plan, resume = true) => evaluate(given, with_, [LINEAR], { inProcess, folder: into, resume });
  await expect(asked(smallDataset(2))).rejects.toThrow("holds folds of another dataset");
  await expect(asked(dataset, { ...plan, lookback: 6 })).rejects.toThrow("holds folds of another plan; name another folder");
  await expect(asked(dataset, plan, false)).rejects.toThrow("holds an evaluation already; resume: true goes on with it, or name another folder");
  writeFileSync(join(into, "evaluation.json"), "{");
  await expect(asked()).rejects.toThrow("evaluation.json cannot be read: ");
});

test("a fold that cannot be fitted ends the evaluation with its own words, or becomes a finding while the others go on", async () => {
  const broken = withColumn(dataset, "noise_1", (value, t) => (t === 15 ? Infinity : value));
  await expect(evaluate(broken, plan, [LINEAR], { inProcess })).rejects.toThrow('fold 1 of 4: column "noise_1" is Infinity in training row 15');
  const [result] = await evaluate(broken, plan, [LINEAR], { inProcess, onFailure: "record" });
  expect(result!.folds.map(({ fold }) => fold)).toEqual([1, 2, 3]);
  expect(result!.failed).toMatchObject([{ code: "fold-failed", where: { fold: 0, model: "linear" }, got: expect.stringContaining("row 15") }]);
  await expect(evaluate(withColumn(dataset, "noise_1", () => NaN), plan, [LINEAR], { inProcess, onFailure: "record" })).rejects.toThrow("evaluate: linear, seed 1, could be fitted on none of the 4 folds; the first said: fold 1 of 4: column");
});

test("the first fold that the disk does not take ends the evaluation, also where failures are recorded, and says how many are kept", async () => {
  const into = join(folder, "full");
  const file = (fold: number) => join(into, "folds", readdirSync(join(into, "folds"))[0]!.replace(/fold\d+/, `fold000${fold}`));
  const told: number[] = [];
  const onProgress = ({ done, seconds }: EvaluationProgress) => {
    if (seconds === undefined) return;
    told.push(done);
    if (done === 2) mkdirSync(file(3)); // a folder in its place refuses the file as a full disk does
  };
  await expect(evaluate(dataset, plan, [LINEAR], { inProcess, folder: into, onFailure: "record", onProgress })).rejects.toThrow(/^evaluate: .*fold0003\.oof could not be written: E.* Make room or name another folder; what was finished before is still there\. 2 of 4 folds are kept; asked again with resume, only the others are fitted\.$/);
  expect(told).toEqual([1, 2]);
  rmSync(file(3), { recursive: true });
  const [again] = await evaluate(dataset, plan, [LINEAR], { inProcess, folder: into, resume: true, onProgress });
  expect(again!.folds).toHaveLength(4);
  expect(told.at(-1)).toBe(4);
});

test("a stop keeps the folds that are finished", async () => {
  const into = join(folder, "stopped");
  const stop = new AbortController();
  const onProgress = ({ done, seconds }: EvaluationProgress) => {
    if (seconds !== undefined && done === 2) stop.abort(new Error("that will do"));
  };
  await expect(evaluate(dataset, plan, [LINEAR], { inProcess, folder: into, signal: stop.signal, onProgress })).rejects.toThrow("that will do");
  expect(readdirSync(join(into, "folds")).length).toBeGreaterThanOrEqual(2);
  expect(readdirSync(join(into, "folds")).length).toBeLessThan(4);
});

test("no folds, no models, and a model that the catalogue does not have are refused before anything is fitted", async () => {
  await expect(evaluate(dataset, { ...plan, folds: [] }, [LINEAR])).rejects.toThrow("evaluate: there are 0 folds, 1 specs and 1 seeds; give at least one of each");
  await expect(evaluate(dataset, plan, [{ model: "liner" }])).rejects.toThrow("Did you mean linear?");
});
