import { beforeAll, describe, expect, test } from "vitest";
import { nextClose } from "../../labels/index.ts";
import { logistic } from "../../models/index.ts";
import { randomKey } from "../../random/index.ts";
import { isAvailable, rmse, skill } from "../../statistics/index.ts";
import { combinatorialPurged } from "../../validation/index.ts";
import { smallPlan } from "../evaluation.fixture.ts";
import { datasetOf, evaluate, fitForecasterOnFold, joinOutOfFold, judge, judgeAll, onCommonRows, pathsOf, plantedMarket, type Dataset, type OutOfFold } from "../index.ts";

const key = randomKey(1);
const { bars, dataset } = plantedMarket({ kind: "edge", seed: 2, strength: 0.5, bars: 800 });
const plan = (given: Dataset) => ({ ...smallPlan(given, { lookback: 1 }), folds: smallPlan(given).folds.map((_, k) => ({ train: { from: 0, to: 398 }, test: { from: 400 + 100 * k, to: 500 + 100 * k } })) });
let linear: OutOfFold;
let drift: OutOfFold;
beforeAll(async () => {
  const results = await evaluate(dataset, plan(dataset), [{ model: "linear" }, { model: "drift" }], { inProcess: true });
  [linear, drift] = [results[0]!, results[1]!];
});

describe("a regression", () => {
  test("with an edge is better than persistence beyond chance, and as good as itself", () => {
    const { lag, linear: beside, metrics, persistence, rows } = judge(linear, { linear, key, resamples: 200 });
    expect(rows).toBe(399);
    expect(metrics["rmse"]!.value).toBe(rmse(linear.actual, linear.forecast));
    expect(persistence.skill.value).toBe(skill(linear.actual, linear.forecast, linear.previous));
    expect(persistence.skill.interval).toMatchObject({ confidence: 0.95 });
    expect("low" in persistence.skill.interval && persistence.skill.interval.low > 0).toBe(true);
    expect(persistence.dieboldMariano).toBeGreaterThan(2);
    expect(beside).toMatchObject({ skill: { value: 0 }, dieboldMariano: { value: null, reason: "the two forecasts have the same error in every row" } });
    expect(lag).toMatchObject({ repeatsYesterday: false });
    for (const { interval, value } of Object.values(metrics)) {
      expect(isAvailable(value)).toBe(true);
      expect("low" in interval && Number(value) >= interval.low && Number(value) <= interval.high).toBe(true);
    }
  });

  test("of nothing is no better than persistence, and worse than the line beyond chance", () => {
    const { linear: beside, persistence } = judge(drift, { linear, key, resamples: 200 });
    expect(Math.abs(Number(persistence.skill.value))).toBeLessThan(0.02);
    expect(beside.dieboldMariano).toBeLessThan(-2);
    expect("high" in beside.skill.interval && beside.skill.interval.high < 0).toBe(true);
  });

  test("of a price is judged by its changes: a line that repeats the price has no skill and says so", async () => {
    const prices = datasetOf({ bars, columns: dataset.columns, label: nextClose(bars) });
    const [drifting] = await evaluate(prices, plan(prices), [{ model: "linear" }], { inProcess: true });
    const repeats = { ...drifting!, forecast: drifting!.previous.map((price, t) => price * (1 + (t % 2 === 0 ? 1e-9 : -1e-9))) };
    const { lag, metrics, persistence } = judge(repeats, { linear: repeats, key, resamples: 50 });
    expect(lag).toMatchObject({ lag: 1, repeatsYesterday: true });
    expect(Math.abs(Number(metrics["informationCoefficient"]!.value))).toBeLessThan(0.15);
    expect(Math.abs(Number(persistence.skill.value))).toBeLessThan(1e-6);
  });

  test("with quantiles is told how often the outcome lay between them", () => {
    const quantiles = { levels: [0.1, 0.5, 0.9], values: Float64Array.from({ length: 3 * linear.rows.length }, (_, at) => linear.forecast[Math.floor(at / 3)]! + [-1.2816, 0, 1.2816][at % 3]! * 0.00866) };
    const { metrics } = judge({ ...linear, quantiles }, { linear, key, resamples: 100 });
    expect(Object.keys(metrics)).toEqual(expect.arrayContaining(["pinball 0.1", "pinball 0.5", "pinball 0.9", "coverage 0.1 to 0.9"]));
    expect(Math.abs(Number(metrics["coverage 0.1 to 0.9"]!.value) - 0.8)).toBeLessThan(0.07);
  });
});

describe("a classifier", () => {
  const rises = plantedMarket({ kind: "edge", seed: 2, strength: 0.6, bars: 800, task: "classification" }).dataset;
  let classes: OutOfFold;
  beforeAll(async () => {
    const parts = await Promise.all(plan(rises).folds.map(async (_, fold) => (await fitForecasterOnFold({ dataset: rises, plan: plan(rises), fold, seed: 1, forecaster: logistic() })).outOfFold));
    classes = joinOutOfFold(parts);
  });

  test("with an edge beats the class of yesterday; all metrics of classes have intervals, and the calibration its bins", () => {
    const { calibration, lag, metrics, persistence } = judge(classes, { linear: classes, key, resamples: 200 });
    expect(Object.keys(metrics)).toEqual(["accuracy", "precision", "recall", "f1", "matthews", "rocAuc", "brier", "logLoss", "calibrationError"]);
    for (const { interval, value } of Object.values(metrics)) expect([isAvailable(value), "low" in interval]).toEqual([true, true]);
    expect(Number(metrics["accuracy"]!.value)).toBeGreaterThan(0.57);
    expect(Number(metrics["rocAuc"]!.value)).toBeGreaterThan(0.6);
    expect(persistence.dieboldMariano).toBeGreaterThan(2);
    expect(calibration).toMatchObject({ bins: { length: 10 } });
    expect(lag).toBe(undefined);
    expect(classes.previous.subarray(1)).toEqual(classes.actual.subarray(0, -1));
  });

  test("without probabilities has metrics that say so", () => {
    const { probabilities: _, ...scores } = classes;
    const { calibration, metrics } = judge({ ...scores, forecast: scores.forecast.map((p) => 2 * p) }, { linear: classes, key, resamples: 20 });
    expect(metrics["brier"]!.value).toEqual({ value: null, reason: "the model gives no probabilities" });
    expect(calibration).toEqual({ value: null, reason: "the model gives no probabilities" });
  });

  test("of three classes has the means over its classes", () => {
    const label = { name: "three", horizon: 1, kind: "class" as const, classes: ["short", "neutral", "long"] };
    const actual = classes.actual.map((_, t) => t % 3);
    const values = Float64Array.from({ length: 3 * actual.length }, (_, at) => (actual[Math.floor(at / 3)] === at % 3 ? 0.6 : 0.2));
    const perfect: OutOfFold = { ...classes, label, actual, forecast: actual, probabilities: { classes: 3, values } };
    const { calibration, metrics } = judge(perfect, { linear: perfect, key, resamples: 20 });
    expect([metrics["accuracy"]!.value, metrics["f1"]!.value, metrics["matthews"]!.value, metrics["rocAuc"]!.value]).toEqual([1, 1, 1, 1]);
    expect(metrics["brier"]!.value).toBeCloseTo(0.4 ** 2 + 2 * 0.2 ** 2, 12);
    expect("error" in calibration! && calibration.error).toBeCloseTo((0.4 + 0.2 * 2) / 3, 12);
  });

  test("is not compared with a regression", () => {
    expect(() => judge(classes, { linear, key })).toThrow("judge: logistic does classification, the linear model linear regression; give one of the same task");
  });
});

describe("models are judged on the very same rows", () => {
  test("those that all foretold, oldest first", () => {
    const fewer = { ...drift, ...Object.fromEntries((["rows", "fold", "closeTime", "forecast", "actual", "previous"] as const).map((name) => [name, drift[name].slice(50).reverse()])) };
    const [a, b] = onCommonRows([linear, fewer]);
    expect(a!.rows).toEqual(linear.rows.slice(50));
    expect(b!.rows).toEqual(a!.rows);
    expect(b!.actual).toEqual(a!.actual);
    expect(judgeAll([linear, fewer], { linear, key, resamples: 20 }).map(({ rows }) => rows)).toEqual([349, 349]);
  });

  test("and refused where they are of two datasets, or have no row in common", () => {
    expect(() => onCommonRows([linear, { ...drift, dataset: "other" }])).toThrow("the forecasts of linear and drift are of two datasets; evaluate both on one");
    expect(() => onCommonRows([linear, { ...drift, rows: drift.rows.map((row) => row + 5000) }])).toThrow("linear, drift foretell no row in common; evaluate them on the same folds");
  });

  test("few rows have values and no intervals", () => {
    const few = onCommonRows([linear])[0]!;
    const cut: OutOfFold = { ...few, rows: few.rows.slice(0, 20), forecast: few.forecast.slice(0, 20), actual: few.actual.slice(0, 20), previous: few.previous.slice(0, 20), closeTime: few.closeTime.slice(0, 20), fold: few.fold.slice(0, 20) };
    const { lag, metrics, persistence } = judge(cut, { linear, key });
    expect(metrics["rmse"]!.interval).toEqual({ value: null, reason: "20 rows, 30 needed" });
    expect(persistence.dieboldMariano).toEqual({ value: null, reason: "20 rows, 30 needed" });
    expect(lag!.lag).toBe(null);
  });
});

test("combinatorial forecasts are judged path by path: each foretells every row once", async () => {
  const split = combinatorialPurged({ from: 0, to: 799 }, { groups: 4, testGroups: 2, label: dataset.label });
  const [all] = await evaluate(dataset, { ...plan(dataset), folds: split.folds }, [{ model: "linear" }], { inProcess: true });
  expect(() => judge(all!, { linear: all!, key })).toThrow("linear foretells some rows more than once, as combinatorial folds do; judge its paths one by one (pathsOf)");
  const paths = pathsOf(all!, split);
  expect(paths).toHaveLength(3);
  for (const path of paths) {
    expect(Array.from(path.rows)).toEqual(Array.from({ length: 799 }, (_, k) => k));
    expect(Number(judge(path, { linear: path, key, resamples: 20 }).metrics["informationCoefficient"]!.value)).toBeGreaterThan(0.25);
  }
  expect(new Set(paths.map(({ forecast }) => forecast.join())).size).toBe(3);
});
