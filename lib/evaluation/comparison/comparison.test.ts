import { expect, test } from "vitest";
import { nextLogReturn, nextRise } from "../../labels/index.ts";
import { loadBars, sliceBars } from "../../market/index.ts";
import { randomKey, randomStream, split } from "../../random/index.ts";
import { dieboldMariano, skill } from "../../statistics/index.ts";
import { comparisonTable, comparisonWords, compareModels, shortTable, type OutOfFold } from "../index.ts";

const bars = sliceBars(await loadBars({ source: "embedded", symbol: "SP500" }), 3000, 3900);
const FROM = 100;
const COUNT = 700;
const returns = nextLogReturn(bars);
const rises = nextRise(bars);
const key = randomKey(1);

/** Forecasts that know a share of what comes, and noise. */
function forecasts(model: string, seed: number, know: number, noise: number): OutOfFold {
  const { normal } = randomStream(split(randomKey(seed), model));
  const rows = Int32Array.from({ length: COUNT }, (_, n) => FROM + n);
  const actual = Float64Array.from(rows, (row) => returns.values[row]!);
  const { values: _, ...label } = returns;
  return {
    spec: { model }, seed, task: "regression", dataset: "d", label, rows, actual,
    fold: new Int32Array(COUNT), closeTime: Float64Array.from(rows, (row) => bars.closeTime[row]!),
    forecast: actual.map((y) => know * y + noise * normal()), previous: new Float64Array(COUNT), folds: [],
  };
}

/** The direction, known in some of the rows. */
function classes(model: string, share: number): OutOfFold {
  const one = forecasts(model, 1, 0, 0);
  const { uniform } = randomStream(split(randomKey(5), model));
  const { values, ...label } = rises;
  const actual = Float64Array.from(one.rows, (row) => values[row]!);
  return { ...one, task: "classification", label, actual, forecast: actual.map((k) => (uniform() < share ? (k === 1 ? 0.8 : 0.2) : uniform())) };
}

const persistence = forecasts("persistence", 1, 0, 0);
const wise = [1, 2, 3].map((seed) => forecasts("lstm", seed, 0.3, 0.002));
const blind = Array.from(["knn", "svm", "xgboost", "gru", "dlinear"], (model) => forecasts(model, 1, 0, 0.003));
const compared = compareModels([persistence, ...blind, ...wise], { bars, key, resamples: 200 });

test("the model that knows something is first, over its seeds, and is the only one that is called better when all tries count", () => {
  expect(compared.models.map(({ spec }) => spec.model).slice(0, 2)).toEqual(["lstm", "persistence"]);
  const [first] = compared.models;
  expect(first!.seeds).toEqual([1, 2, 3]);
  expect(first!.skill.spread).toMatchObject({ count: 3, mean: first!.skill.value });
  expect(first!.skill.interval).toMatchObject({ low: expect.any(Number) });
  expect(first!.skill.adjusted).toBeCloseTo(first!.skill.p! * 6, 12);
  expect(compared.models.filter(({ skill: { adjusted } }) => adjusted !== null && adjusted < 0.05)).toHaveLength(1);
});

test("one seed has the skill and, but for a factor near 1, the Diebold–Mariano statistic of lib/statistics", () => {
  const alone = compared.models.find(({ spec }) => spec.model === "knn")!;
  const { actual, forecast, previous } = blind[0]!;
  expect(alone.skill.value).toBeCloseTo(Number(skill(actual, forecast, previous)), 12);
  expect(Number(alone.dieboldMariano) / Number(dieboldMariano(actual, forecast, previous))).toBeCloseTo(Math.sqrt((COUNT - 1) / COUNT), 3);
  expect(alone.skill.spread).toMatchObject({ deviation: null, count: 1 });
});

test("persistence beside itself is no test, repeats yesterday, and never trades", () => {
  const self = compared.models.find(({ spec }) => spec.model === "persistence")!;
  expect(self.skill).toMatchObject({ value: 0, p: null, adjusted: null });
  expect(self.repeatsYesterday).toBe(1);
  expect(self.traded.sharpe).toMatchObject({ value: null });
  expect(self.traded.beyondHold).toMatchObject({ value: { reason: "it never trades" }, p: null });
});

test("what knows tomorrow earns more than holding after costs, what does not earns less than it knows", () => {
  const [first, ...others] = compared.models;
  expect(Number(first!.traded.beyondHold.value)).toBeGreaterThan(2);
  expect(first!.traded.beyondHold.adjusted).toBeLessThan(0.05);
  for (const { traded } of others) expect(traded.beyondHold.adjusted ?? 1).toBeGreaterThan(0.05);
});

test("says in sentences what was found, how many were tried and how many chance would give", () => {
  expect(comparisonWords(compared)[0]).toBe("lstm beats persistence beyond chance, and lstm beats buy-and-hold after costs beyond chance.");
  const [nothing, tests] = comparisonWords(compareModels([persistence, ...blind], { bars, key, resamples: 50 }));
  expect(nothing).toBe("No model beats persistence beyond chance, and none beats buy-and-hold after costs beyond chance.");
  expect(tests).toMatch(/^0 of 5 models have less error than persistence over 700 days\. .* 0\.3 by chance alone .* counting all 5 \(Holm\), none is\./);
});

test("classes are compared with always naming the commonest, which a coin does not beat", () => {
  const { models, reference } = compareModels([classes("svm", 0), classes("lstm", 0.3)], { bars, key, resamples: 50 });
  expect(reference).toBe('always "rise"');
  expect(models.map(({ spec }) => spec.model)).toEqual(["lstm", "svm"]);
  expect(models[0]!.skill.adjusted).toBeLessThan(0.05);
  expect(Number(models[1]!.skill.value)).toBeLessThan(0);
  expect(models[0]!.repeatsYesterday).toBeUndefined();
  expect(comparisonTable({ models, task: "classification" }).columns).toContain("AUC");
});

test("the table has a row a model with spreads over seeds; the short one keeps baselines and the best", () => {
  const { columns, rows } = comparisonTable(compared);
  expect(rows).toHaveLength(7);
  for (const row of rows) expect(row).toHaveLength(columns.length);
  expect(rows[0]![columns.indexOf("RMSE, %")]).toMatch(/^[\d.]+ ± [\d.]+$/);
  expect(rows[1]!.slice(0, 2)).toEqual(["persistence (baseline)", "0.00"]);
  const short = shortTable(compared, 3);
  expect(short.rows.map(([name]) => name)).toEqual(["lstm", "persistence (baseline)", rows[2]![0]]);
});

test("the same key gives the same numbers, and bars of other rows are refused", () => {
  expect(compareModels([persistence, ...wise], { bars, key, resamples: 20 })).toEqual(compareModels([persistence, ...wise], { bars, key, resamples: 20 }));
  expect(() => compareModels([persistence], { bars: sliceBars(bars, 0, 400), key })).toThrow("the forecasts go to row 799, the bars of SP500 have 400 rows; give the bars of the dataset");
});
