import { expect, test } from "vitest";
import { skillByPeriod, type OutOfFold } from "../index.ts";

const day = (text: string) => Date.parse(`${text}T21:00:00Z`);

/** Forecasts that are right in one year, worse than "no change" in the next, and lie out of order. */
const outOfFold: OutOfFold = {
  spec: { model: "linear" }, seed: 1, task: "regression", dataset: "d", label: { name: "next_log_return_1", horizon: 1 },
  rows: Int32Array.of(2, 3, 0, 1), fold: Int32Array.of(1, 1, 0, 0),
  closeTime: Float64Array.of(day("2001-01-02"), day("2001-02-01"), day("2000-12-29"), day("2000-12-31")),
  forecast: Float64Array.of(-2, 3, 1, -2), actual: Float64Array.of(2, 3, 1, -2), previous: new Float64Array(4), folds: [],
};

test("skill is told of each year that has forecasts, oldest first", () => {
  expect(skillByPeriod(outOfFold, "year")).toEqual([
    { period: "2000", rows: 2, skill: 1 },
    { period: "2001", rows: 2, skill: 1 - Math.sqrt(16 / 2) / Math.sqrt((4 + 9) / 2) },
  ]);
});

test("of months, a month without forecasts is not there, and one in which nothing moved has no skill", () => {
  expect(skillByPeriod(outOfFold, "month").map(({ period, skill }) => [period, skill])).toEqual([["2000-12", 1], ["2001-01", -1], ["2001-02", 1]]);
  const [still] = skillByPeriod({ ...outOfFold, actual: new Float64Array(4) }, "month");
  expect(still).toEqual({ period: "2000-12", rows: 2, skill: { value: null, reason: "persistence makes no error" } });
});
