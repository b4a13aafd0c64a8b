import { describe, expect, test } from "vitest";
import { forecasterOf } from "../../catalogue/index.ts";
import { columnsOf } from "../../factors/columns.ts";
import { informationCoefficient, isAvailable, skill } from "../../statistics/index.ts";
import { knn, linear, persistence, randomForest } from "../../models/index.ts";
import { datasetOf, FOUND_FROM, PLANTED_KINDS, plantColumns, plantedMarket, plantedTruth } from "../index.ts";

const number = (measure: unknown) => (typeof measure === "number" ? measure : Number.NaN);

describe("a planted market", () => {
  test("has the correlation and the skill that it says, for the best forecast alone", () => {
    for (const kind of PLANTED_KINDS) {
      const { dataset, informationCoefficient: planted, optimal, skill: saved } = plantedMarket({ kind, seed: 3, strength: 0.3, bars: 20_000 });
      const rows = optimal.length - 1;
      const [actual, best] = [dataset.label.values.subarray(0, rows), optimal.subarray(0, rows)];
      expect(planted).toBe(kind === "none" ? 0 : 0.3);
      expect(Math.abs((kind === "none" ? 0 : number(informationCoefficient(actual, best))) - planted)).toBeLessThan(0.02);
      expect(Math.abs(number(skill(actual, best, new Float64Array(rows))) - saved)).toBeLessThan(0.01);
      const alone = number(informationCoefficient(actual, dataset.columns.values["signal"]!.subarray(0, rows)));
      expect(Math.abs(alone - (kind === "edge" ? 0.3 : 0))).toBeLessThan(0.03);
    }
  });

  test("is the same for the same seed, and asks classifiers for the sign of the same returns", () => {
    const [one, again, other] = [1, 1, 2].map((seed) => plantedMarket({ kind: "regime", seed, bars: 300 }));
    expect(again!.dataset.digest).toBe(one!.dataset.digest);
    expect(other!.dataset.digest).not.toBe(one!.dataset.digest);
    const rises = plantedMarket({ kind: "regime", seed: 1, bars: 300, task: "classification" }).dataset.label;
    expect(rises.values).toEqual(one!.dataset.label.values.map((r) => (Number.isNaN(r) ? r : r > 0 ? 1 : 0)));
  });

  test("of a strength or length that is none is refused", () => {
    expect(() => plantedMarket({ kind: "edge", seed: 1, strength: 1 })).toThrow("plantedMarket: strength must lie from 0 to below 1, got 1");
    expect(() => plantedMarket({ kind: "edge", seed: 1, bars: 2 })).toThrow("plantedMarket: bars must be a whole number ≥ 3, got 2");
  });
});

describe("planted columns", () => {
  const market = plantedMarket({ kind: "none", seed: 5, bars: 20_000 });
  const { signal, regime } = market.dataset.columns.values;
  const dataset = datasetOf({ bars: market.bars, columns: columnsOf(market.bars.closeTime, { signal: signal!, regime: regime! }), label: market.dataset.label });
  const rows = { from: 0, to: 19_999 };
  const more = plantColumns(dataset, { correlation: 0.2, noise: 2, rows, seed: 7 });
  const correlation = (name: string) => number(informationCoefficient(dataset.label.values.subarray(0, rows.to), more.columns.values[name]!.subarray(0, rows.to)));

  test("stand beside the old ones; one has the correlation that was asked for, the noise has none", () => {
    expect(more.columns.names).toEqual(["signal", "regime", "planted", "noise_1", "noise_2"]);
    expect(more.columns.values["signal"]).toEqual(dataset.columns.values["signal"]);
    expect(Math.abs(correlation("planted") - 0.2)).toBeLessThan(0.03);
    for (const name of ["noise_1", "noise_2"]) expect(Math.abs(correlation(name))).toBeLessThan(0.03);
    expect(more.columns.values["planted"]!.some(Number.isNaN)).toBe(false);
  });

  test("of an impossible correlation, of a label that stands still, or of a name that is taken, are refused", () => {
    expect(() => plantColumns(market.dataset, { correlation: 0.2, noise: 1, rows, seed: 7 })).toThrow("plantColumns: there is a column noise_1 already; give a dataset without it");
    expect(() => plantColumns(dataset, { correlation: 1, noise: 0, rows, seed: 7 })).toThrow("plantColumns: correlation must lie from 0 to below 1, got 1");
    const still = { ...dataset, label: { ...dataset.label, values: dataset.label.values.map(() => 0) } };
    expect(() => plantColumns(still, { correlation: 0.2, noise: 0, rows, seed: 7 })).toThrow("plantColumns: the label next_log_return_1 does not vary in the rows 0..19999; take others");
  });
});

describe("the check of a model on planted truth", () => {
  test("sees a line find the edge, nearly all of it, and find neither a regime nor anything in noise", async () => {
    const [edge, regime, none] = await Promise.all(PLANTED_KINDS.map((kind) => plantedTruth(linear(), { kind })));
    expect(edge).toMatchObject({ kind: "edge", found: true });
    expect(edge!.share).toBeGreaterThan(0.9);
    expect(edge!.skill! / edge!.bestSkill!).toBeGreaterThan(0.7);
    expect([regime!.found, none!.found]).toEqual([false, false]);
  });

  test("sees a small network find both, and nothing in noise", async () => {
    const dense = () => forecasterOf({ model: "dense", settings: { units: [32], dropoutRate: 0, epochs: 25, learningRate: 0.005 } }, { task: "regression" });
    const verdicts = await Promise.all(PLANTED_KINDS.map((kind) => plantedTruth(dense(), { kind, lookback: 2, strength: 0.6 })));
    expect(verdicts.map(({ found }) => found)).toEqual([true, true, false]);
    expect(verdicts[1]!.share).toBeGreaterThan(0.5);
  });

  test.each([["nearest neighbours", knn({ neighbours: 25 })], ["a random forest", randomForest({ trees: 100 })]] as const)("sees %s find both, and nothing in noise", async (_, forecaster) => {
    const verdicts = await Promise.all(PLANTED_KINDS.map((kind) => plantedTruth(forecaster, { kind, lookback: 1, strength: 0.6 })));
    expect(verdicts.map(({ found }) => found)).toEqual([true, true, false]);
    expect(verdicts[1]!.share).toBeGreaterThan(0.5);
  });

  test("sees persistence find nothing", async () => {
    expect(await plantedTruth(persistence(), { kind: "edge" })).toMatchObject({ found: false, z: 0, skill: 0 });
  });

  test("gives false alarms as often as it says: z of a line fitted to noise is standard normal", async () => {
    const runs = await Promise.all(Array.from({ length: 300 }, (_, seed) => plantedTruth(linear({ alpha: 0.1 }), { kind: "none", seed, bars: 1200, lookback: 1 })));
    const z = runs.map((run) => run.z);
    const [mean, alarms] = [z.reduce((sum, x) => sum + x, 0) / 300, z.filter((x) => x > 1.645).length / 300];
    expect(Math.abs(mean)).toBeLessThan(0.2);
    expect(Math.abs(alarms - 0.05)).toBeLessThan(0.035);
    expect(z.filter((x) => x > FOUND_FROM).length).toBeLessThan(4);
  });

  test("finds half of the edge as often as it says", async () => {
    const market = (seed: number) => plantedMarket({ kind: "edge", seed, strength: 0.2, bars: 1200 });
    const found = Array.from({ length: 200 }, (_, seed) => {
      const { dataset, optimal } = market(seed);
      const rows = { from: 599, to: 1199 };
      const r = informationCoefficient(dataset.label.values.subarray(rows.from, rows.to), optimal.subarray(rows.from, rows.to));
      return isAvailable(r) && r * Math.sqrt(600) > FOUND_FROM;
    });
    expect(found.filter(Boolean).length / 200).toBeGreaterThan(0.92);
  });
});
