import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { datasetOf, plantedMarket, type Dataset, type FoldPlan, type OutOfFold } from "../../evaluation/index.ts";
import { columnsOf } from "../../factors/columns.ts";
import { walkForward } from "../../validation/index.ts";
import { bestTrial, innerPlan, trialCounts, tunedSpec, tuneModel, TuningError, type Search } from "../index.ts";
import { runningLoss } from "./foldLoss.ts";

const root = mkdtempSync(path.join(tmpdir(), "marketbook-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;

const { dataset } = plantedMarket({ kind: "edge", seed: 3, strength: 0.5, bars: 400 });
const outer: FoldPlan = { folds: walkForward({ from: 0, to: 400 }, { train: 300, test: 50, label: dataset.label }), lookback: 4, scaler: "standard", validationShare: 0.2 };
const plan = innerPlan(outer, 0, dataset.label);
const spec = { model: "linear" };
const options = (more: object = {}) => ({ dataset, plan, spec, trials: 6, seed: 2, folder: path.join(root, String(folders++)), inProcess: true, ...more });
const values = ({ trials }: Search) => trials.map(({ settings, intermediate }) => ({ settings, intermediate }));

/** The dataset with other numbers from a row on, and other labels where they are known only there. */
function disturbed({ close, closeTime, columns, interval, label, symbol }: Dataset, from: number): Dataset {
  const other = (first: number) => (value: number, row: number) => (row < first ? value : 3 - 2 * value);
  const changed = columnsOf(closeTime, Object.fromEntries(columns.names.map((name) => [name, columns.values[name]!.map(other(from))])));
  return datasetOf({ bars: { symbol, interval, closeTime, close }, columns: changed, label: { ...label, values: label.values.map(other(from - label.horizon)) } });
}

test("inner folds lie inside the outer training rows, labels included, and learn from all that came before", () => {
  const { train, test: judged } = walkForward({ from: 0, to: 400 }, { train: 300, test: 50, label: dataset.label })[0]!;
  expect(plan.folds).toHaveLength(3);
  for (const fold of plan.folds) {
    if ("groups" in fold) throw new Error("a walk is wanted");
    expect(fold.train.from).toBe(train.from);
    expect(fold.train.to - 1 + dataset.label.horizon).toBeLessThan(fold.test.from);
    expect(fold.test.to - 1 + dataset.label.horizon).toBeLessThan(judged.from);
  }
  expect(plan).toMatchObject({ lookback: 4, scaler: "standard", validationShare: 0.2 });
  expect(() => innerPlan(outer, 9, dataset.label)).toThrow(new TuningError("innerPlan: there is no fold 10; the plan has 2"));
  expect(() => innerPlan({ ...outer, folds: [{ groups: [0], train: [{ from: 0, to: 9 }, { from: 30, to: 40 }], test: [{ from: 15, to: 20 }] }] }, 0, dataset.label)).toThrow("innerPlan: fold 1 learns from 2 stretches of rows");
});

test("tuning reads no row of the outer test: other numbers there change no value of any trial, others before do", async () => {
  const search = await tuneModel(options());
  expect(values(await tuneModel(options({ dataset: disturbed(dataset, 300) })))).toEqual(values(search));
  expect(values(await tuneModel(options({ dataset: disturbed(dataset, 290) })))).not.toEqual(values(search));
});

test("a model's trials tell a value after each fold, and the best settings make a spec", async () => {
  const { folder, ...rest } = options({ trials: 12, pruner: "successiveHalving" });
  const search = await tuneModel({ ...rest, folder });
  for (const { intermediate, state } of search.trials) expect(intermediate.length).toBe(state === "pruned" ? 1 : 3);
  expect(trialCounts(search).pruned).toBeGreaterThan(0);
  expect(bestTrial(search).value).toBeLessThan(1); // the planted edge beats persistence
  expect(tunedSpec({ model: "linear", settings: { alpha: -1 } }, search)).toEqual({ model: "linear", settings: bestTrial(search).settings });
  expect(readdirSync(folder).filter((name) => name.endsWith(".dataset"))).toHaveLength(1);
});

test("worker processes find the same values as this one", async () => {
  const here = await tuneModel(options());
  expect(values(await tuneModel(options({ inProcess: false, workers: 2 })))).toEqual(values(here));
}, 600_000);

test("settings that the model refuses are failed trials with the catalogue's reason", async () => {
  const space = { alpha: { kind: "choice", values: [1, -1] } } as const;
  const search = await tuneModel(options({ space, trials: 8, sampler: "random" }));
  expect(trialCounts(search).failed).toBeGreaterThan(0);
  for (const trial of search.trials) if (trial.state === "failed") expect(trial.reason).toContain("CatalogueError: linear: the setting alpha cannot be -1");
  for (const trial of search.trials) expect(trial.state).toBe(trial.settings["alpha"] === 1 ? "complete" : "failed");
});

test("the loss is the error beside persistence's, or the surprise at the class that came", () => {
  const part = (more: Partial<OutOfFold>): OutOfFold => {
    const empty = new Float64Array(0);
    return { spec, seed: 1, task: "regression", dataset: "", label: { name: "r", horizon: 1 }, rows: new Int32Array(0), fold: new Int32Array(0), closeTime: dataset.closeTime.subarray(0, 0), forecast: empty, actual: empty, previous: empty, folds: [], ...more };
  };
  const loss = runningLoss();
  expect(() => loss.value()).toThrow("the folds have no forecast to judge");
  loss.add(part({ forecast: Float64Array.of(1, 1), actual: Float64Array.of(2, 0), previous: Float64Array.of(0, 0) }));
  expect(loss.value()).toBeCloseTo(Math.sqrt(2 / 4), 12);
  loss.add(part({ forecast: Float64Array.of(3), actual: Float64Array.of(3), previous: Float64Array.of(1) }));
  expect(loss.value()).toBeCloseTo(Math.sqrt(2 / 8), 12);
  const two = runningLoss();
  two.add(part({ task: "classification", forecast: Float64Array.of(0.8, 0.5), actual: Float64Array.of(1, 0) }));
  expect(two.value()).toBeCloseTo(-(Math.log(0.8) + Math.log(0.5)) / 2, 12);
  const three = runningLoss();
  three.add(part({ task: "classification", forecast: Float64Array.of(2), actual: Float64Array.of(1), probabilities: { classes: 3, values: Float64Array.of(0.2, 0.25, 0.55) } }));
  expect(three.value()).toBeCloseTo(-Math.log(0.25), 12);
  const still = runningLoss();
  still.add(part({ forecast: Float64Array.of(1), actual: Float64Array.of(0), previous: Float64Array.of(0) }));
  expect(() => still.value()).toThrow("persistence makes no error on the folds");
});
