import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareForecasts, directionalAccuracy, isAvailable, mae, majorityDirection, mape, mse, r2, rankIC, rmse, skill, StatisticsError } from "../index.ts";

const number = fc.integer({ min: -100_000, max: 100_000 });
const pairs = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 50 }).map((rows) => [rows.map(([a]) => a), rows.map(([, f]) => f)] as const);

describe("rmse and mae", () => {
  test("the mean absolute error never exceeds the root mean squared error", () => {
    fc.assert(fc.property(pairs, ([actual, forecast]) => mae(actual, forecast) <= rmse(actual, forecast) * (1 + 1e-12)), { seed: 1 });
  });

  test("are 0 for a perfect forecast", () => {
    expect([rmse([1, 2], [1, 2]), mae([1, 2], [1, 2]), mse([1, 2], [1, 2])]).toEqual([0, 0, 0]);
  });

  test("the mean squared error is in squared units", () => {
    expect(mse([1, 2], [4, 1])).toBeCloseTo((9 + 1) / 2, 14);
  });
});

test("mape is N/A where an actual value is 0", () => {
  expect(mape([1, 0], [1, 1])).toEqual({ value: null, reason: "the actual value in row 1 is 0" });
});

test("r2 is 1 for a perfect forecast, 0 for the mean, N/A for actual values that do not vary", () => {
  expect(r2([1, 2, 3], [1, 2, 3])).toBe(1);
  expect(r2([1, 2, 3], [2, 2, 2])).toBe(0);
  expect(isAvailable(r2([2, 2], [1, 3]))).toBe(false);
});

describe("directional accuracy", () => {
  test("leaves out rows without a real move, and counts a forecast of no move as one half", () => {
    expect(directionalAccuracy([2, 1, 1, 3], [3, 3, 9, 1], [1, 2, 1, 1])).toBe((1 + 0 + 0.5) / 3);
  });

  test("is one half for persistence and 1 for a perfect forecast", () => {
    expect(directionalAccuracy([2, 1, 4], [1, 2, 3], [1, 2, 3])).toBe(0.5);
    expect(directionalAccuracy([2, 1, 4], [2, 1, 4], [1, 2, 3])).toBe(1);
  });

  test("is N/A when nothing moves", () => {
    expect(directionalAccuracy([1, 1], [2, 2], [1, 1])).toEqual({ value: null, reason: "the actual values never move" });
  });

  test("of a forecast and of its mirror image about the last value add up to 1", () => {
    fc.assert(fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 40 }), (rows) => {
      const [actual, forecast, zeros] = [rows.map(([a]) => a), rows.map(([, f]) => f), rows.map(() => 0)];
      const [one, other] = [directionalAccuracy(actual, forecast, zeros), directionalAccuracy(actual, forecast.map((x) => -x), zeros)];
      if (isAvailable(one) && isAvailable(other)) expect(one + other).toBeCloseTo(1, 12);
    }), { seed: 1 });
  });
});

test("the majority direction is what always saying the more frequent one scores", () => {
  expect(majorityDirection([2, 2, 1, 1], [1, 1, 1, 2])).toBe(2 / 3);
});

test("skill is 0 for persistence, 1 for a perfect forecast, below 0 for a worse one, N/A when persistence is perfect", () => {
  expect(skill([2, 3], [1, 2], [1, 2])).toBe(0);
  expect(skill([2, 3], [2, 3], [1, 2])).toBe(1);
  expect(skill([2, 3], [0, 1], [1, 2])).toBe(-1);
  expect(isAvailable(skill([1, 2], [1, 2], [1, 2]))).toBe(false);
});

test("the rank correlation does not change under growing transformations", () => {
  fc.assert(fc.property(pairs, ([actual, forecast]) => {
    const [one, other] = [rankIC(actual, forecast), rankIC(actual, forecast.map((x) => x ** 3))];
    expect(other).toEqual(one);
  }), { seed: 1 });
});

describe("the comparison of forecasts", () => {
  const actual = [2, 3, 5, 4];
  const previous = [1, 2, 3, 5];

  test("has persistence first, whatever else is compared", () => {
    const rows = compareForecasts({ actual, previous, forecasts: { model: [2, 2, 4, 4] }, unit: "USD" });
    expect(rows.map(({ model }) => model)).toEqual(["persistence", "model"]);
    expect(rows[0]).toMatchObject({ rmse: Math.sqrt((1 + 1 + 4 + 1) / 4), mae: 5 / 4, directionalAccuracy: 0.5, skill: 0, unit: "USD" });
  });

  test("survives JSON, with the reason where there is no number", () => {
    const rows = compareForecasts({ actual, previous, forecasts: { model: [2, 2, 4, 4] }, unit: "USD" });
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
    expect(rows[1]?.lag).toEqual({ value: null, reason: "4 rows, 36 needed" });
  });

  test("refuses a persistence that is not the last known value", () => {
    expect(() => compareForecasts({ actual, previous, forecasts: { persistence: [1, 2, 3, 4] }, unit: "USD" })).toThrow('compareForecasts: "persistence" is 4 in row 3, where the last known value is 5; leave it out, it is added');
  });

  test("refuses a missing number and another length by name and row", () => {
    const compare = (model: number[]) => () => compareForecasts({ actual, previous, forecasts: { model }, unit: "USD" });
    expect(compare([1, 2, Number.NaN, 4])).toThrow(new StatisticsError('compareForecasts: "model" is NaN in row 2; leave out the rows without a number first'));
    expect(compare([1, 2, 3])).toThrow('compareForecasts: "actual" has 4 rows and "model" has 3; give one value a row in each');
  });
});
