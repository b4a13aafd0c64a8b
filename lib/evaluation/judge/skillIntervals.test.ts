import { expect, test } from "vitest";
import type { Judgement, Metric } from "./judgement.ts";
import { skillIntervals } from "./skillIntervals.ts";

const interval = (low: number, high: number) => ({ low, high, confidence: 0.95 });
const judged = (model: string, skill: Metric, settings = {}): Judgement => {
  const comparison = { skill, dieboldMariano: 0 };
  const other = { skill: { value: 0, interval: interval(0, 0) }, dieboldMariano: 0 };
  return { spec: { model, settings }, seed: 1, task: "regression", rows: 40, from: "", to: "", metrics: {}, persistence: comparison, linear: other };
};

test("a row a model with the interval of its skill, which always holds the skill", () => {
  const rows = skillIntervals([judged("gru", { value: 0.01, interval: interval(-0.02, 0.03) }), judged("lstm", { value: -0.05, interval: interval(-0.04, 0.01) })]);
  expect(rows).toEqual([{ model: "gru", value: 0.01, low: -0.02, high: 0.03 }, { model: "lstm", value: -0.05, low: -0.05, high: 0.01 }]);
});

test("against the linear model where asked", () => {
  expect(skillIntervals([judged("gru", { value: 0.01, interval: interval(0, 0.03) })], "linear")).toEqual([{ model: "gru", value: 0, low: 0, high: 0 }]);
});

test("a model that comes twice is told by its settings, one that cannot be told is left out", () => {
  const metric: Metric = { value: 0, interval: interval(-1, 1) };
  const models = skillIntervals([judged("gru", metric, { units: [8] }), judged("gru", metric, { units: [16] }), judged("lstm", { value: 0, interval: { value: null, reason: "12 rows, 30 needed" } })]).map(({ model }) => model);
  expect(models).toHaveLength(2);
  expect(new Set(models).size).toBe(2);
  expect(models.every((model) => model.startsWith("gru"))).toBe(true);
});
