import { expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import type { Task } from "../models/index.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { slidingWindows } from "../windows/index.ts";
import { describeModel, forecasterOf, liesIn, MODELS, modelSpec, modelTable, rangeText, settingsOf, specText, type Range } from "./index.ts";

test.each(MODELS)("$name makes a forecaster of its defaults for each of its tasks", (entry) => {
  for (const task of entry.tasks) {
    const forecaster = forecasterOf({ model: entry.name }, { task });
    expect(forecaster.task).toBe(task);
  }
});

test.each(MODELS)("$name searches only settings that it has, within their bounds, the default's kind included", ({ settings, space }) => {
  for (const [name, range] of Object.entries(space)) {
    expect(Object.keys(settings.shape)).toContain(name);
    const ends = range.kind === "choice" ? range.values : [range.low, range.high];
    for (const value of ends) expect(settings.safeParse({ [name]: value }).error).toBeUndefined();
  }
});

test.each(MODELS)("$name says what each of its settings is for", ({ name, settings }) => {
  const described = describeModel(name);
  expect(described.settings.map((setting) => setting.name)).toEqual(Object.keys(settings.shape));
  for (const setting of described.settings) expect([setting.name, setting.description, setting.allowed]).not.toContain("");
});

test("a network learns the loss that is asked for, and none of another task", () => {
  const task = (loss: string, of: "regression" | "classification") => forecasterOf({ model: "lstm", settings: { loss } }, { task: of }).task;
  expect(["mse", "huber", "quantile", "directional"].map((loss) => task(loss, "regression"))).toEqual(new Array(4).fill("regression"));
  expect(["crossentropy", "focal"].map((loss) => task(loss, "classification"))).toEqual(new Array(2).fill("classification"));
  expect(() => task("huber", "classification")).toThrow("lstm: the loss huber is none of a classification. Losses of a classification: crossentropy, focal.");
  expect(() => forecasterOf({ model: "lstm", settings: { heads: [{ name: "direction", kind: "probability" }], loss: "mse" } }, { task: "regression" })).toThrow("several heads are learnt by their own losses");
  expect(forecasterOf({ model: "bilstmAttention", settings: { heads: [{ name: "direction", kind: "probability" }] } }, { task: "regression" }).task).toBe("regression");
});

test("settings that do not go together are refused with a remedy: a width that heads cannot share, a price without its column", () => {
  expect(() => forecasterOf({ model: "transformer", settings: { width: 10, attentionHeads: 4 } }, { task: "regression" })).toThrow("transformer: the width 10 is no multiple of attentionHeads 4. Set the width to 12, or another number of heads.");
  for (const model of ["persistence", "drift"]) {
    expect(() => forecasterOf({ model }, { task: "regression", isPrice: true })).toThrow(`${model}: the label is a price, and the setting level does not say which column carries it on.`);
    expect(forecasterOf({ model, settings: { level: "typical_price" } }, { task: "regression", isPrice: true }).name).toBe(model);
  }
});

test("names are unique and the table has a row for each", () => {
  expect(new Set(MODELS.map(({ name }) => name)).size).toBe(MODELS.length);
  expect(modelTable().map(({ name }) => name)).toEqual(MODELS.map(({ name }) => name));
});

test("an unknown model or setting is refused with the nearest, a bad value with its bound", () => {
  expect(() => forecasterOf({ model: "lsmt" }, { task: "regression" })).toThrow('there is no model "lsmt". Did you mean lstm?');
  expect(() => forecasterOf({ model: "lstm", settings: { epoch: 3 } }, { task: "regression" })).toThrow('lstm has no setting "epoch". Did you mean epochs?');
  expect(() => forecasterOf({ model: "lstm", settings: { epochs: 0 } }, { task: "regression" })).toThrow(/^lstm: the setting epochs cannot be 0: Too small/);
  expect(() => forecasterOf({ model: "lstm", settings: { units: [8, -1] } }, { task: "regression" })).toThrow("lstm: the setting units.1 cannot be [8,-1]");
  expect(() => forecasterOf({ model: "persistence", settings: { level: 3 } }, { task: "regression" })).toThrow("persistence: the setting level cannot be 3");
  expect(() => forecasterOf({ model: "drift" }, { task: "classification" })).toThrow("drift does regression, no classification");
});

test("settings carry their defaults, and a spec survives JSON", () => {
  expect(settingsOf({ model: "linear" })).toEqual({ alpha: "validated" });
  expect(settingsOf({ model: "linear", settings: { alpha: 5 } })).toEqual({ alpha: 5 });
  const spec = { model: "lstm", settings: { units: [8], epochs: 2 } };
  expect(modelSpec.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  expect(specText(spec)).toBe("lstm epochs=2 units=[8]");
  expect(specText({ model: "gru" })).toBe("gru");
});

test("a range knows its values, ends included", () => {
  const steps: Range = { kind: "whole", low: 2, high: 8, step: 3 };
  expect([2, 5, 8, 3, 11, 2.5, "2"].map((value) => liesIn(steps, value))).toEqual([true, true, true, false, false, false, false]);
  expect(liesIn({ kind: "choice", values: [[16], [32, 16]] }, [32, 16])).toBe(true);
  expect(liesIn({ kind: "float", low: 0, high: 1 }, Number.NaN)).toBe(false);
  expect(rangeText({ kind: "float", low: 0.001, high: 0.1, log: true })).toBe("0.001 .. 0.1 (log)");
  expect(rangeText(steps)).toBe("2 .. 8 in steps of 3");
});

test.each(MODELS.filter(({ family }) => family !== "network"))("$name is another model with another seed only where the catalogue says so; of networks checkEstimator says it", async ({ isRandom, name, tasks }) => {
  const { normal } = randomStream(randomKey(7));
  const windows = (count: number, task: Task) => {
    const a = Float64Array.from({ length: count }, normal);
    const target = a.map((x) => (task === "classification" ? Number(x + normal() > 0) : x + normal()));
    const closeTime = target.map((_, t) => t * 86_400_000);
    return slidingWindows(columnsOf(closeTime, { a, b: a.map(normal) }), { horizon: 1, values: target }, { lookback: 3, rows: { from: 0, to: count } });
  };
  for (const task of tasks) {
    const [train, validation] = [windows(120, task), windows(40, task)];
    const forecaster = forecasterOf({ model: name, settings: name === "seasonalNaive" ? { column: "a", period: 1 } : {} }, { task });
    const [one, other] = await Promise.all([1, 2].map(async (seed) => {
      const fitted = await forecaster.fit(train, validation, { key: randomKey(seed) });
      const answers = [...fitted.predict(validation), ...(fitted.probabilities?.(validation).values ?? [])];
      fitted.dispose();
      return answers;
    }));
    expect(JSON.stringify(one) !== JSON.stringify(other)).toBe(isRandom);
  }
}, 60_000);
