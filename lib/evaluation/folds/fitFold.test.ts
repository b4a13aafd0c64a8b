import { describe, expect, test } from "vitest";
import { column, columnsOf } from "../../factors/columns.ts";
import { randomBars } from "../../factors/fixtures/randomBars.ts";
import { nextClose, nextLogReturn, tripleBarrier } from "../../labels/index.ts";
import { linear, logistic, type Forecaster } from "../../models/index.ts";
import { randomKey } from "../../random/index.ts";
import { combinatorialPurged, walkForward } from "../../validation/index.ts";
import { smallDataset, smallPlan, withColumn } from "../evaluation.fixture.ts";
import { checkScaler, datasetOf, EvaluationError, fitFold, fitForecasterOnFold, formatEvaluationFinding, plantedMarket, prepareFold, type Dataset, type FoldPlan } from "../index.ts";

const key = randomKey(1);
const dataset = smallDataset();
const plan = smallPlan(dataset);
const fold = (given: Dataset, more: Partial<FoldPlan> = {}, number = 0) => prepareFold(given, smallPlan(given, more), number, key);
const LAST = dataset.closeTime.length - 1;

describe("a fold's windows", () => {
  test("hold every row of the test, of the rows that decide when to stop, and of those that are learnt from, the label's horizon apart", () => {
    const { test: judged, train, validation, windows } = fold(dataset);
    expect([train, validation, judged]).toEqual([[{ from: 0, to: 142 }], [{ from: 143, to: 179 }], [{ from: 180, to: 200 }]]);
    expect([windows.train.rows[0], windows.train.rows.at(-1), windows.validation.rows[0], windows.validation.rows.at(-1), windows.test.rows[0], windows.test.rows.at(-1)]).toEqual([4, 141, 143, 178, 180, 199]);
    expect([windows.validation.count, windows.test.count]).toEqual([36, 20]);
  });

  test("do not change when rows change that come later than they may know: scaler, selection and training windows", () => {
    const selection = { method: "score", by: "rankIC", count: 2 } as const;
    const changed = datasetOf({
      bars: dataset,
      columns: columnsOf(dataset.closeTime, Object.fromEntries(dataset.columns.names.map((name) => [name, column(dataset.columns, name).map((value, t) => (t < 142 ? value : 100 + 7 * value))]))),
      label: { ...dataset.label, values: dataset.label.values.map((value, t) => (t < 142 ? value : 5 * t)) },
    });
    const [one, other] = [fold(dataset, { selection }), fold(changed, { selection })];
    expect(one.columns).toContain("signal");
    expect(other.columns).toEqual(one.columns);
    expect(other.scaler.toJSON()).toEqual(one.scaler.toJSON());
    expect(other.windows.train).toEqual(one.windows.train);
    expect(other.windows.test.inputs).not.toEqual(one.windows.test.inputs);
  });

  test("of a combinatorial fold hold its training rows alone, and so does its scaler", () => {
    const { folds } = combinatorialPurged({ from: 0, to: 260 }, { groups: 5, testGroups: 2, label: dataset.label });
    const number = folds.findIndex(({ groups }) => groups.join() === "1,3");
    const prepared = prepareFold(dataset, { ...plan, folds }, number, key);
    expect(prepared.train).toEqual([{ from: 0, to: 51 }, { from: 106, to: 155 }, { from: 210, to: 229 }]);
    const inside = (row: number) => prepared.train.some(({ from, to }) => row >= from && row < to);
    expect(Array.from(prepared.windows.train.rows)).toEqual(Array.from({ length: 260 }, (_, row) => row).filter((row) => row >= 4 && inside(row)));
    const learnt = Array.from(column(dataset.columns, "signal")).filter((_, row) => inside(row));
    expect(prepared.scaler.scales["signal"]!.offset).toBeCloseTo(learnt.reduce((sum, x) => sum + x, 0) / learnt.length, 12);
    expect(prepared.scaler.fold).toEqual({ from: 0, to: 229 });
  });
});

describe("forecasts of a fold", () => {
  test("that carry a column on are in its own unit, though the windows are scaled", async () => {
    const { outOfFold } = await fitFold({ dataset, plan, fold: 1, spec: { model: "seasonalNaive", settings: { column: "log_return_1", period: 3 } }, seed: 1 });
    const raw = column(dataset.columns, "log_return_1");
    outOfFold.rows.forEach((row, n) => expect(outOfFold.forecast[n]).toBeCloseTo(raw[row - 2]!, 8));
  });

  test("are the same bits for the same seed, and carry rows, times, outcomes and what persistence says", async () => {
    const [one, again] = [await fitFold({ dataset, plan, fold: 1, spec: { model: "linear" }, seed: 3 }), await fitFold({ dataset, plan, fold: 1, spec: { model: "linear" }, seed: 3 })];
    const { outOfFold } = one;
    expect(outOfFold.forecast).toEqual(again.outOfFold.forecast);
    expect(Array.from(outOfFold.rows)).toEqual(Array.from({ length: 20 }, (_, k) => 200 + k));
    expect(outOfFold.actual).toEqual(dataset.label.values.slice(200, 220));
    expect(outOfFold.closeTime).toEqual(dataset.closeTime.slice(200, 220));
    expect(outOfFold.previous).toEqual(new Float64Array(20));
    expect(outOfFold).toMatchObject({ spec: { model: "linear" }, seed: 3, task: "regression", dataset: dataset.digest, label: { name: "next_log_return_1", horizon: 1 }, folds: [{ fold: 1, windows: { train: 142 }, columns: dataset.columns.names }] });
  });

  test("of a price have its last known value beside them", async () => {
    const { bars, dataset: { columns } } = plantedMarket({ kind: "edge", seed: 1, bars: 260 });
    const prices = datasetOf({ bars, columns, label: nextClose(bars) });
    const { outOfFold } = await fitFold({ dataset: prices, plan: smallPlan(prices), fold: 0, spec: { model: "linear" }, seed: 1 });
    expect(outOfFold.previous).toEqual(bars.close.slice(180, 200));
  });

  test("of classes have probabilities that a label's classes ask for", async () => {
    const market = plantedMarket({ kind: "edge", seed: 1, bars: 260, task: "classification" }).dataset;
    const { outOfFold } = await fitForecasterOnFold({ dataset: market, plan: smallPlan(market), fold: 0, forecaster: logistic(), seed: 1 });
    expect(outOfFold.task).toBe("classification");
    expect(outOfFold.probabilities!.values.length).toBe(20 * outOfFold.probabilities!.classes);
  });

  test("that are not finite are refused with model, fold and row", async () => {
    const broken: Forecaster = { ...linear(), name: "broken", fit: async (...given) => ({ ...(await linear().fit(...given)), predict: ({ count }) => Float64Array.from({ length: count }, (_, n) => (n === 2 ? NaN : 0)) }) };
    await expect(fitForecasterOnFold({ dataset, plan, fold: 0, seed: 1, forecaster: broken })).rejects.toThrow("fold 1 of 4, broken, seed 1: the forecast of row 182 (2000-07-01) is NaN; train with a smaller learning rate");
  });

  test("of a model that refuses to be fitted are refused with the fold and the model's words", async () => {
    const choosy: Forecaster = { ...linear(), name: "choosy", fit: async ({ count }) => Promise.reject(new Error(`needs 500 windows, got ${count}`)) };
    await expect(fitForecasterOnFold({ dataset, plan, fold: 2, seed: 1, forecaster: choosy })).rejects.toThrow(new EvaluationError("fold 3 of 4, choosy, seed 1: needs 500 windows, got 142"));
  });

  test("are not made once a signal is aborted", async () => {
    await expect(fitFold({ dataset, plan, fold: 0, spec: { model: "linear" }, seed: 1, signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });
});

describe("of bad data", () => {
  test("a constant column is a finding, and the fold is fitted", async () => {
    const flat = withColumn(dataset, "noise_1", () => 4);
    const { outOfFold } = await fitFold({ dataset: flat, plan: smallPlan(flat), fold: 0, spec: { model: "linear" }, seed: 1 });
    expect(outOfFold.folds[0]!.findings).toEqual([{ code: "constant-column", where: { fold: 0, column: "noise_1" }, expected: "more than one value in the training rows", got: "4 in all of them" }]);
    expect(formatEvaluationFinding(outOfFold.folds[0]!.findings[0]!)).toBe('constant-column in fold 1, column "noise_1": expected more than one value in the training rows, got 4 in all of them. Leave the column out, or take more rows.');
  });

  test("a column without a value, or an infinite one to learn from, is refused by name", () => {
    expect(() => fold(withColumn(dataset, "noise_2", () => NaN))).toThrow('fold 1 of 4: column "noise_2" has no value in the training rows 0..141; start the folds behind its warm-up, or leave the column out');
    expect(() => fold(withColumn(dataset, "noise_2", (value, t) => (t === 30 ? Infinity : value)))).toThrow('fold 1 of 4: column "noise_2" is Infinity in training row 30; look for a division by zero in its factor');
  });

  test("infinities and missing values of the test leave rows without a forecast, and say so", () => {
    const { findings, windows } = fold(withColumn(dataset, "noise_2", (value, t) => (t === 190 ? -Infinity : value)));
    expect(windows.test.count).toBe(15);
    expect(findings.map(formatEvaluationFinding)).toEqual([
      'infinite-values in fold 1, column "noise_2": expected finite values, got -Infinity in row 190 of the test; windows that hold it have no forecast. Look for a division by zero in the column\'s factor.',
      "untested-rows in fold 1: expected 20 rows of the test with all inputs and a label, got 15. Clean the columns of those rows to have them judged too.",
    ]);
    const last = fold(dataset, {}, 3);
    expect(last.windows.test.rows.at(-1)).toBe(LAST - 1);
    expect(last.findings.map(({ code }) => code)).toEqual(["untested-rows"]);
  });

  test("mostly missing rows and targets that are all equal are findings", () => {
    expect(fold(withColumn(dataset, "signal", (value, t) => (t < 100 ? NaN : value))).findings.map(({ code }) => code)).toEqual(["many-missing-rows"]);
    const still = datasetOf({ bars: dataset, columns: dataset.columns, label: { ...dataset.label, values: dataset.label.values.map((value) => 0 * value) } });
    expect(fold(still).findings.map(({ code }) => code)).toEqual(["constant-target"]);
  });

  test("one class only is a finding of the fold, and the classifier's refusal names the fold", async () => {
    const bars = randomBars(260, 4);
    const barrier = tripleBarrier(bars, { horizon: 2 });
    const longs = datasetOf({ bars, columns: columnsOf(bars.closeTime, { volume: bars.volume }), label: { ...barrier, values: barrier.values.map((value) => (Number.isNaN(value) ? value : 2)) } });
    expect(fold(longs).findings).toMatchObject([{ code: "missing-class", got: "none of short, neutral" }]);
    await expect(fitForecasterOnFold({ dataset: longs, plan: smallPlan(longs), fold: 0, forecaster: logistic(), seed: 1 })).rejects.toThrow(/^fold 1 of 4, logistic, seed 1: .*class 2/);
  });

  test("rows too few for the window, or for the rows that decide when to stop, are told", () => {
    expect(() => fold(dataset, { lookback: 150 })).toThrow(/fold 1 of 4: the train rows 0\.\.141 are too few: .* no complete window of 150 steps/);
    const short = { folds: walkForward({ from: 0, to: 40 }, { train: 3, test: 10, label: dataset.label }) };
    expect(() => fold(dataset, short)).toThrow("fold 1 of 4: 2 training rows leave none to learn from beside the 1 that decide when to stop and the 1 of the label between; at least 4 are wanted");
  });

  test("folds of another label, or of more rows than there are, are refused", () => {
    const bars = randomBars(260, 4);
    const further = datasetOf({ bars, columns: columnsOf(bars.closeTime, { volume: bars.volume }), label: nextLogReturn(bars, { horizon: 5 }) });
    expect(() => prepareFold(further, plan, 0, key)).toThrow("fold 1 of 4: the training rows 0..178 and the test 180..199 share labels that look 5 bars ahead; make folds with this label");
    expect(() => fold(dataset, { folds: walkForward({ from: 0, to: 400 }, { train: 180, test: 200, label: dataset.label }) }, 0)).toThrow("fold 1 of 2 uses the rows 0..379, the dataset of PLANTED-edge has 260");
    expect(() => prepareFold(dataset, plan, 4, key)).toThrow("there is no fold 5; the plan has 4");
  });

  test("a scaler of another fold, or one that lacks a column, is refused", () => {
    const [first, second] = [fold(dataset), fold(dataset, {}, 1)];
    expect(() => checkScaler(first.scaler, first, "lstm")).not.toThrow();
    expect(() => checkScaler(second.scaler, first, "lstm")).toThrow(new EvaluationError("lstm: the standard scaler was fitted on the rows 20..161, the model on 0..141; take the scaler that was saved with this model"));
    expect(() => checkScaler(first.scaler, { ...first, columns: ["rsi_14"] }, "lstm")).toThrow('lstm: the standard scaler does not know the column "rsi_14"');
  });

  test("columns and labels of other bars are refused", () => {
    expect(() => datasetOf({ bars: randomBars(100, 1), columns: dataset.columns, label: dataset.label })).toThrow("datasetOf: columns has 260 rows, the bars of RANDOM have 100; compute both from the same bars");
  });
});
