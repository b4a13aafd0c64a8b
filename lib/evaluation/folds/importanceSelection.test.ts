import { describe, expect, test } from "vitest";
import { selectionFromJSON } from "../../analysis/index.ts";
import { forecasterOf } from "../../catalogue/index.ts";
import { column, columnsOf } from "../../factors/columns.ts";
import { linear, persistence } from "../../models/index.ts";
import { randomKey } from "../../random/index.ts";
import { smallPlan, withColumn } from "../evaluation.fixture.ts";
import { datasetOf, EvaluationError, fitFold, importanceSelection, plantedMarket, prepareFold, type Dataset, type FoldPlan } from "../index.ts";
import { foldPlan } from "../run/planShape.ts";

const key = randomKey(1);
const fold = { from: 0, to: 900 };
const options = { forecaster: linear(), count: 2, lookback: 3, scaler: "standard", key } as const;
const market = (kind: "edge" | "regime" | "none", seed = 1) => plantedMarket({ kind, seed, strength: 0.5, bars: 1000 }).dataset;

/** The dataset with other numbers from a row on, and other labels where they are known only there. */
function disturbed({ close, closeTime, columns, interval, label, symbol }: Dataset, from: number): Dataset {
  const other = (first: number) => (value: number, row: number) => (row < first ? value : 3 - 2 * value);
  const changed = columnsOf(closeTime, Object.fromEntries(columns.names.map((name) => [name, column(columns, name).map(other(from))])));
  return datasetOf({ bars: { symbol, interval, closeTime, close }, columns: changed, label: { ...label, values: label.values.map(other(from - label.horizon)) } });
}

describe("a selection by a model's importance", () => {
  test("finds the planted column first, all steps of its window counted, and remembers its fold", async () => {
    const selection = await importanceSelection(market("edge"), fold, options);
    expect(selection.names[0]).toBe("signal");
    expect(selection.names).toHaveLength(2);
    expect(selection.scores.reduce((sum, { strength }) => sum + strength, 0)).toBeCloseTo(1, 9);
    expect(selection.scores[0]!.strength).toBeGreaterThan(0.5);
    expect(selection.scores[0]!.value).toBeGreaterThan(0.3);
    expect(selection).toMatchObject({ fold, by: "importance", label: "next_log_return_1", horizon: 1, chance: { tried: market("edge").columns.names.length } });
    expect(selectionFromJSON(JSON.parse(JSON.stringify(selection))).toJSON()).toEqual(selection.toJSON());
  });

  test("by trees finds two columns that say something only together, where no rank coefficient does", async () => {
    const forecaster = forecasterOf({ model: "xgboost", settings: { trees: 60 } }, { task: "regression" });
    const selection = await importanceSelection(market("regime"), fold, { ...options, forecaster });
    expect(selection.names.toSorted()).toEqual(["regime", "signal"]);
    for (const { column: name, value } of selection.scores) if (selection.names.includes(name)) expect(Math.abs(value)).toBeLessThan(0.1);
  });

  test("of noise has another first column with each market, without the share that a planted one has", async () => {
    const firsts = await Promise.all(Array.from({ length: 12 }, async (_, seed) => (await importanceSelection(market("none", seed), fold, { ...options, lookback: 1 })).scores[0]!));
    expect(new Set(firsts.map((score) => score.column)).size).toBeGreaterThan(1);
    expect(firsts.reduce((sum, { strength }) => sum + strength / firsts.length, 0)).toBeLessThan(0.6);
    expect((await importanceSelection(market("edge"), fold, { ...options, lookback: 1 })).scores[0]!.strength).toBeGreaterThan(0.7);
  });

  test("reads no row behind its fold and no label that is known only there", async () => {
    const dataset = market("edge");
    const selection = await importanceSelection(dataset, fold, options);
    expect((await importanceSelection(disturbed(dataset, fold.to), fold, options)).scores).toEqual(selection.scores);
    expect((await importanceSelection(disturbed(dataset, fold.to - 50), fold, options)).scores).not.toEqual(selection.scores);
  });

  test("is refused of a model that tells none, and of no columns", async () => {
    const dataset = market("edge");
    await expect(importanceSelection(dataset, fold, { ...options, forecaster: persistence() })).rejects.toThrow(new EvaluationError("importanceSelection: persistence does not tell what it owes to its inputs; choose by a linear model or by trees"));
    await expect(importanceSelection(dataset, fold, { ...options, count: 0 })).rejects.toThrow("count must be a whole number of columns ≥ 1, got 0");
    await expect(importanceSelection(dataset, fold, { ...options, validationShare: 1 })).rejects.toThrow("validationShare must lie between 0 and 1");
  });
});

describe.each([
  { selection: { method: "importance", spec: { model: "linear" }, count: 1 } },
  { selection: { method: "stability", count: 1 } },
] as const)("a plan that selects by $selection.method", ({ selection }) => {
  const dataset = plantedMarket({ kind: "edge", seed: 1, strength: 0.5, bars: 260 }).dataset;
  const plan: FoldPlan = smallPlan(dataset, { selection });
  const columnsOfFold = async (given: Dataset) => {
    const { fitted, outOfFold } = await fitFold({ dataset: given, plan, fold: 1, spec: { model: "linear" }, seed: 1 });
    fitted.dispose();
    return outOfFold.folds[0]!.columns;
  };

  test("feeds the model the columns chosen on the fold's training rows, whatever the test holds", async () => {
    expect(await columnsOfFold(dataset)).toEqual(["signal"]);
    const { test: judged } = plan.folds[1]!;
    const from = "from" in judged ? judged.from : 0;
    expect(await columnsOfFold(withColumn(dataset, "noise_1", (value, row) => (row < from ? value : 100 * dataset.label.values[row]!)))).toEqual(["signal"]);
  });

  test("is read out of JSON as it was", () => {
    expect(foldPlan.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });
});

test("a fold that selects by a model is not prepared without what the model chose", () => {
  const dataset = plantedMarket({ kind: "edge", seed: 1, strength: 0.5, bars: 260 }).dataset;
  const plan = smallPlan(dataset, { selection: { method: "importance", spec: { model: "linear" }, count: 1 } });
  expect(() => prepareFold(dataset, plan, 0, key)).toThrow("fold 1 of 4: a selection by importance fits a model first; give what importanceSelection chose on the rows");
});
