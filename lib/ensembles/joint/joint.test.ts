import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { knn, linear, logistic, type FittedForecaster, type Forecaster } from "../../models/index.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { loadForecaster, saveForecaster } from "../../training/index.ts";
import type { Windows } from "../../windows/index.ts";
import { averageEnsemble, ENSEMBLE_RESTORERS, EnsembleError, ensembleForecaster, fixedEnsemble, jointForecaster, regimeEnsemble, stackingEnsemble, voteEnsemble } from "../index.ts";
import { narrowed } from "./narrowed.ts";

const key = randomKey(1);

/** A target that follows the last step's first column; the inputs of all steps and columns are numbered normal noise. */
function market(count: number, { columns = ["a", "b", "c"], horizon = 1, lookback = 3, seed = 1 } = {}): Windows {
  const { normal } = randomStream(randomKey(seed));
  const features = columns.length;
  const inputs = Float32Array.from({ length: count * lookback * features }, normal);
  const targets = Float32Array.from({ length: count }, (_, n) => inputs[((n + 1) * lookback - 1) * features]! + 0.5 * normal());
  return { inputs, targets, rows: Int32Array.from({ length: count }, (_, n) => 10 + n), count, lookback, features, columns, horizon };
}

const some = market(200);
const fresh = market(40, { seed: 2 });
const fitted = (forecaster: Forecaster, windows: Windows): Promise<FittedForecaster> => forecaster.fit(windows, windows, { key });
const equal = (names: readonly string[]) => fixedEnsemble(Object.fromEntries(names.map((name) => [name, 1]))).fit(Object.fromEntries(names.map((name) => [name, [0]])), [0]);

test("members that read fewer columns, in another order, and fewer steps are shown those", async () => {
  const part = { columns: ["c", "a"], lookback: 2 };
  const members = { all: await fitted(linear(), some), part: await fitted(linear(), narrowed(some, part)) };
  const joint = ensembleForecaster(members, equal(["all", "part"]));
  expect(joint.reads).toEqual({ columns: ["a", "b", "c"], lookback: 3, horizon: 1 });
  const narrow = narrowed(fresh, part);
  expect([...narrow.inputs.slice(0, 4)]).toEqual([fresh.inputs[5], fresh.inputs[3], fresh.inputs[8], fresh.inputs[6]]);
  const own = [members.all.predict(fresh), members.part.predict(narrow)];
  expect(joint.predict(fresh)).toEqual(own[0]!.map((f, n) => 0.5 * f + 0.5 * own[1]![n]!));
});

test("the weights come from forecasts of windows behind those a member was fitted on, less the horizon", async () => {
  const seen: { readonly train: number; readonly validation: number; readonly foretold: readonly number[] }[] = [];
  const spy: Forecaster = {
    name: "spy", task: "regression",
    fit: async (train, validation) => ({
      name: "spy", task: "regression", reads: { columns: train.columns, lookback: train.lookback, horizon: train.horizon },
      predict: (windows) => {
        seen.push({ train: Math.max(...train.rows), validation: Math.max(...validation.rows), foretold: [...windows.rows] });
        return new Float64Array(windows.count);
      },
      saved: () => Promise.reject(new Error("never saved")), dispose: () => undefined,
    }),
  };
  await fitted(jointForecaster({ spy }, averageEnsemble(), { folds: 4 }), { ...some, horizon: 5 });
  expect(seen).toHaveLength(4);
  for (const { foretold, train, validation } of seen) {
    expect(validation + 5).toBeLessThan(Math.min(...foretold));
    expect(train + 5).toBeLessThan(validation);
  }
  expect(seen.flatMap(({ foretold }) => foretold)).toEqual([...some.rows.subarray(100)]);
});

test("a member that knows its training rows by heart gets no weight for it", async () => {
  const noise = market(300, { seed: 3 });
  const { normal } = randomStream(randomKey(4));
  noise.targets.forEach((_, n) => (noise.targets[n] = normal()));
  const nearest = await fitted(jointForecaster({ heart: knn({ neighbours: 1 }), line: linear({ alpha: 1e6 }) }, stackingEnsemble({ shrinkage: 1e-3 })), noise);
  const forecast = nearest.predict(noise);
  const byHeart = await fitted(knn({ neighbours: 1 }), noise);
  expect(byHeart.predict(noise)).toEqual(Float64Array.from(noise.targets));
  expect(Math.max(...forecast.map(Math.abs))).toBeLessThan(0.5);
});

test("the interval around its forecasts holds about the share asked for in fresh windows", async () => {
  const joint = await fitted(jointForecaster({ line: linear(), near: knn() }, averageEnsemble(), { coverage: 0.8 }), market(600));
  const later = market(1000, { seed: 9 });
  const { levels, values } = joint.quantiles!(later);
  expect(levels.map((level) => Number(level.toFixed(9)))).toEqual([0.1, 0.9]);
  const inside = later.targets.filter((y, n) => y >= values[2 * n]! && y <= values[2 * n + 1]!).length;
  expect(Math.abs(inside / later.count - 0.8)).toBeLessThan(0.04);
});

test("an ensemble that switches reads the regime from the windows' last step", async () => {
  const ensemble = regimeEnsemble({ madeFor: { one: "trend", other: "range" } });
  const regimes = { strength: "b", volatilityRatio: "c", trend: 0, expansion: 9 };
  const joint = await fitted(jointForecaster({ one: linear(), other: linear({ alpha: 1e9 }) }, ensemble, { regimes }), some);
  const one = await linear().fit(some, some, { key });
  const last = Array.from({ length: fresh.count }, (_, n) => fresh.inputs[n * 9 + 7]!);
  joint.predict(fresh).forEach((forecast, n) => expect(forecast === one.predict(fresh)[n]).toBe(last[n]! >= 0));
  expect(() => ensembleForecaster({ one, other: one }, ensemble.fit({ one: [0], other: [0] }, [0]))).toThrow("regime switch: it switches by regime and is not told where to read it");
});

test("is loaded from one folder by who knows ensembles, ensembles within ensembles too, and no one else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "marketbook-joint-"));
  try {
    const within = await fitted(jointForecaster({ line: linear(), near: knn() }, averageEnsemble()), some);
    const joint = ensembleForecaster({ within, "line, once more": await fitted(linear(), some) }, equal(["within", "line, once more"]), { name: "both", margin: { coverage: 0.9, next: 2 } });
    await saveForecaster(joint, join(folder, "both"));
    const loaded = await loadForecaster(join(folder, "both"), { restorers: ENSEMBLE_RESTORERS });
    expect(loaded.predict(fresh)).toEqual(joint.predict(fresh));
    expect(loaded.quantiles!(fresh)).toEqual(joint.quantiles!(fresh));
    await expect(loadForecaster(join(folder, "both"))).rejects.toThrow(/holds a model of the kind "ensemble"; known here: .*; further ones are given as restorers/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("members that do not belong together are refused", async () => {
  const [line, far, odds] = [await fitted(linear(), some), await fitted(linear(), { ...some, horizon: 5 }), await fitted(logistic(), { ...some, targets: some.targets.map((y) => (y > 0 ? 1 : 0)) })];
  const refused = (run: () => unknown, message: string) => expect(run).toThrow(new EnsembleError(message));
  refused(() => ensembleForecaster({ line, far }, equal(["line", "far"])), 'fixed weights: "line" looks 1 bars ahead and "far" 5; join forecasts of one label');
  refused(() => ensembleForecaster({ line, odds }, equal(["line", "odds"])), 'fixed weights: "line" does regression and "odds" classification; join models of one task');
  refused(() => ensembleForecaster({ line }, equal(["line", "far"])), 'fixed weights: there is no place for "far"; give one for each of line, far');
  refused(() => ensembleForecaster({ line }, voteEnsemble().fit({ line: [0] }, [0])), 'majority vote: a vote is no forecast in the unit of the targets; let classifiers vote by voteEnsemble({ reads: "probability" })');
  refused(() => jointForecaster({}, averageEnsemble()), "average of : there is no member; give at least one by its name");
  const three = { ...some, targets: some.targets.map((_, n) => n % 3) };
  await expect(fitted(jointForecaster({ odds: logistic() }, averageEnsemble()), three)).rejects.toThrow("average of odds: an ensemble joins numbers or the probabilities of two classes, the targets have 3");
});
