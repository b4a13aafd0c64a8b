import { expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { liveHandles } from "../../trees/index.ts";
import type { Windows } from "../../windows/index.ts";
import { catboost, lightgbm, ModelError, randomForest, RESTORERS, xgboost, type FitProgress, type Forecaster } from "../index.ts";

const options = { key: randomKey(1) };

/** Windows of three columns; the target is tiny, as returns are, and rises with the last "a". */
function windowsOf(count: number, seed: number, lookback = 3): Windows {
  const { normal } = randomStream(randomKey(seed));
  const inputs = Float32Array.from({ length: count * lookback * 3 }, normal);
  const targets = Float32Array.from({ length: count }, (_, n) => 1e-5 * (inputs[(n * lookback + lookback - 1) * 3]! + 0.2 * normal()));
  return { inputs, targets, rows: Int32Array.from(targets, (_, n) => n), count, lookback, features: 3, columns: ["a", "b", "c"], horizon: 1 };
}

const MODELS: readonly (readonly [string, Forecaster])[] = [
  ["xgboost", xgboost({ trees: 60, learningRate: 0.2 })], ["lightgbm", lightgbm({ trees: 60, learningRate: 0.2 })],
  ["catboost", catboost({ trees: 60, learningRate: 0.2 })], ["randomForest", randomForest({ trees: 60 })],
];

test.each(MODELS)("%s learns targets as small as returns of a minute, and knows which input they follow", async (_, model) => {
  const fitted = await model.fit(windowsOf(400, 1), windowsOf(100, 2), options);
  const fresh = windowsOf(200, 3);
  const forecast = fitted.predict(fresh);
  const error = (by: (n: number) => number) => fresh.targets.reduce((sum, y, n) => sum + (y - by(n)) ** 2, 0);
  expect(error((n) => forecast[n]!)).toBeLessThan(0.4 * error(() => 0));
  expect(fitted.importance!()["a"]).toBeGreaterThan(0.8);
  fitted.dispose();
  expect(liveHandles()).toBe(0);
});

test("balanced weights find a rare class that equal weights pass over", async () => {
  const rare = (seed: number): Windows => {
    const windows = windowsOf(600, seed);
    return { ...windows, targets: windows.targets.map((y, n) => (y > 1.5e-5 || n % 97 === 0 ? 1 : 0)) };
  };
  const [train, validation, fresh] = [rare(1), rare(2), rare(3)];
  const found = async (classWeights: "equal" | "balanced") => {
    const fitted = await xgboost({ task: "classification", classWeights, trees: 30, learningRate: 0.1, maxDepth: 2 }).fit(train, validation, options);
    const told = fitted.predict(fresh).filter((p, n) => p > 0.5 && fresh.targets[n] === 1).length;
    fitted.dispose();
    return told;
  };
  expect(await found("balanced")).toBeGreaterThan(await found("equal"));
});

test("steps name the inputs by how far back they lie", async () => {
  const fitted = await lightgbm({ trees: 5, steps: "all" }).fit(windowsOf(100, 1), windowsOf(50, 2), options);
  expect(Object.keys(fitted.importance!())).toEqual(["a[-2]", "b[-2]", "c[-2]", "a[-1]", "b[-1]", "c[-1]", "a", "b", "c"]);
  fitted.dispose();
});

test("progress counts the trees, its loss in squared deviations of the target", async () => {
  const told: FitProgress[] = [];
  const fitted = await xgboost({ trees: 20 }).fit(windowsOf(200, 1), windowsOf(100, 2), { ...options, onProgress: (progress) => told.push(progress) });
  expect(told.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, k) => k + 1));
  expect(told[0]!.loss).toBeGreaterThan(0.8);
  expect(told[0]!.loss).toBeLessThan(1.05);
  expect(told.at(-1)!.loss).toBeLessThan(0.6);
  fitted.dispose();
});

test.each([
  ["maxDepth", () => xgboost({ maxDepth: 0 }), "xgboost: maxDepth must be a whole number from 1 to 20, got 0"],
  ["subsample", () => lightgbm({ subsample: 0 }), "lightgbm: subsample must be a number from 0.01 to 1, got 0"],
  ["trees", () => randomForest({ trees: 1.5 }), "randomForest: trees must be a whole number ≥ 1, got 1.5"],
  ["levels", () => catboost({ levels: [0.1, 0.9] }), "catboost: levels must ascend between 0 and 1 and hold 0.5, which is the forecast; got 0.1, 0.9"],
])("refuses %s outside of its range", (_, make, text) => {
  expect(make).toThrow(new ModelError(text));
});

test("a saved state without its trees, or of another version, is refused with the remedy", async () => {
  const fitted = await xgboost({ trees: 3 }).fit(windowsOf(50, 1), windowsOf(20, 2), options);
  const state = await fitted.saved();
  const restore = (given: typeof state) => () => RESTORERS["xgboost"]!(fitted.reads, given, () => Promise.reject(new Error("no inner model")));
  expect(restore({ ...state, files: {} })).toThrow("xgboost: the file trees.ubj is missing. Save the model again.");
  expect(restore({ ...state, config: { steps: 1 } })).toThrow(/^xgboost: the saved settings are not of the form this version reads: .*Save the model again\.$/);
  expect(restore({ ...state, files: { "trees.ubj": state.files!["trees.ubj"]!.slice(0, 500) } })).toThrow(/^XGBoost: /);
  fitted.dispose();
  expect(liveHandles()).toBe(0);
});
