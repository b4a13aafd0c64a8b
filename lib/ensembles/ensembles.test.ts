import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../random/index.ts";
import { ambiguity, averageForecasts, disagreement, EnsembleError, errorByDisagreement, fixedWeights, SIX_MODEL_WEIGHTS, weightedForecast, weightsByValidation } from "./index.ts";

const value = fc.integer({ min: -1000, max: 1000 });
const world = fc.integer({ min: 1, max: 6 }).chain((models) => fc.integer({ min: 1, max: 20 }).chain((rows) => fc.record({
  actual: fc.array(value, { minLength: rows, maxLength: rows }),
  members: fc.array(fc.array(value, { minLength: rows, maxLength: rows }), { minLength: models, maxLength: models }).map((list) => Object.fromEntries(list.map((forecast, k) => [`m${k}`, forecast]))),
  parts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: models, maxLength: models }).map((list) => Object.fromEntries(list.map((part, k) => [`m${k}`, part]))),
})));

describe("laws", () => {
  test("squared error of the average = mean squared error of the members − squared disagreement (Krogh and Vedelsby 1995)", () => {
    fc.assert(fc.property(world, ({ actual, members }) => {
      const average = averageForecasts(members);
      const spread = disagreement(members);
      const forecasts = Object.values(members);
      actual.forEach((a, t) => {
        const errors = forecasts.reduce((sum, forecast) => sum + (forecast[t]! - a) ** 2, 0) / forecasts.length;
        expect(Math.abs((average[t]! - a) ** 2 - (errors - spread[t]! ** 2))).toBeLessThanOrEqual(1e-9 * (1 + errors));
      });
    }), { seed: 1 });
  });

  test("the parts of the ambiguity add up over all rows", () => {
    fc.assert(fc.property(world, ({ actual, members }) => {
      const parts = ambiguity(actual, members);
      expect(Math.abs(parts.average - (parts.members - parts.disagreement))).toBeLessThanOrEqual(1e-9 * (1 + parts.members));
    }), { seed: 1 });
    expect(ambiguity([0], { a: [1], b: [3] })).toEqual({ members: 5, disagreement: 1, average: 4 });
  });

  test("a weighted forecast lies between the lowest and the highest member", () => {
    fc.assert(fc.property(world, ({ members, parts }) => {
      weightedForecast(members, fixedWeights(parts)).forEach((combined, t) => {
        const row = Object.values(members).map((forecast) => forecast[t]!);
        expect(combined).toBeGreaterThanOrEqual(Math.min(...row) - 1e-9);
        expect(combined).toBeLessThanOrEqual(Math.max(...row) + 1e-9);
      });
    }), { seed: 1 });
  });

  test("members that agree are their ensemble, and do not disagree", () => {
    const same = { a: [1, 2], b: [1, 2] };
    expect(Array.from(averageForecasts(same))).toEqual([1, 2]);
    expect(Array.from(disagreement(same))).toEqual([0, 0]);
  });

  test("weights add up to 1, none negative, and a smaller error has no smaller weight", () => {
    fc.assert(fc.property(world, ({ actual, members }) => {
      const weights = weightsByValidation(actual, members);
      expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      const error = (name: string) => members[name]!.reduce((sum, forecast, t) => sum + (forecast - actual[t]!) ** 2, 0);
      for (const one of Object.keys(members)) for (const other of Object.keys(members)) if (error(one) < error(other)) expect(weights[one]).toBeGreaterThanOrEqual(weights[other]!);
    }), { seed: 1 });
  });
});

test("weights by validation are in proportion to 1/MSE", () => {
  expect(weightsByValidation([0, 0], { good: [1, -1], poor: [2, -2] })).toEqual({ good: 0.8, poor: 0.2 });
});

test("members without error share all the weight", () => {
  expect(weightsByValidation([1, 2], { a: [1, 2], b: [1, 3], c: [1, 2] })).toEqual({ a: 0.5, b: 0, c: 0.5 });
});

test("the weights of the six models add up to 1", () => {
  expect(fixedWeights(SIX_MODEL_WEIGHTS).tcn1).toBeCloseTo(0.25, 12);
});

test("the average of independent noisy members has the error of one divided by √K", () => {
  const { normal } = randomStream(randomKey(1));
  const members = Object.fromEntries(["a", "b", "c", "d"].map((name) => [name, Float64Array.from({ length: 20_000 }, normal)]));
  const error = (forecast: ArrayLike<number>) => Math.sqrt(Array.from(forecast).reduce((sum, x) => sum + x * x, 0) / forecast.length);
  expect(error(averageForecasts(members))).toBeCloseTo(0.5, 2);
});

describe("error by disagreement", () => {
  test("groups the rows by disagreement, least first, and every row once", () => {
    expect(errorByDisagreement([3, 1, 2, 4], [30, 10, 20, 40], { groups: 2 })).toEqual([
      { rows: 2, disagreement: 1.5, rmse: Math.sqrt((100 + 400) / 2) },
      { rows: 2, disagreement: 3.5, rmse: Math.sqrt((900 + 1600) / 2) },
    ]);
    expect(errorByDisagreement([1, 2, 3, 4, 5, 6, 7], [1, 1, 1, 1, 1, 1, 1], { groups: 3 }).map(({ rows }) => rows)).toEqual([2, 2, 3]);
  });

  test("finds a planted market in which members disagree where the noise is large", () => {
    const { normal } = randomStream(randomKey(3));
    const scale = Float64Array.from({ length: 2000 }, () => Math.exp(normal()));
    const members = Object.fromEntries(["a", "b", "c"].map((name) => [name, scale.map((s) => s * normal())]));
    const rmses = errorByDisagreement(disagreement(members), averageForecasts(members)).map(({ rmse }) => rmse);
    expect(rmses).toEqual([...rmses].sort((a, b) => a - b));
  });

  test("more groups than rows are refused", () => {
    expect(() => errorByDisagreement([1], [1], { groups: 2 })).toThrow("errorByDisagreement: groups must be a whole number from 1 to the 1 rows, got 2");
  });
});

describe("is refused", () => {
  const refused = (run: () => unknown, message: string) => expect(run).toThrow(new EnsembleError(message));

  test("no member, members of unequal length, a missing number", () => {
    refused(() => averageForecasts({}), "averageForecasts: there are no forecasts; give at least one by the name of its model");
    refused(() => averageForecasts({ a: [1], b: [1, 2] }), 'averageForecasts: "a" has 1 rows and "b" has 2; forecast the same rows with each model');
    refused(() => disagreement({ a: [1, Number.NaN] }), 'disagreement: the forecast of "a" is NaN in row 1; leave out the model or the row');
  });

  test("weights without a member, members without a weight, negative ones, a sum that is not 1", () => {
    const members = { a: [1], b: [2] };
    refused(() => weightedForecast(members, { a: 1 }), 'weightedForecast: there is no weight for "b"; give one for each of a, b');
    refused(() => weightedForecast(members, { a: 0.5, b: 0.5, c: 0 }), 'weightedForecast: the weight of "c" belongs to no forecast; there are: a, b');
    refused(() => weightedForecast(members, { a: 1.5, b: -0.5 }), 'weightedForecast: the weight of "b" is -0.5; a weight is at least 0');
    refused(() => weightedForecast(members, { a: 0.5, b: 0.4 }), "weightedForecast: the weights add up to 0.9, not to 1; fixedWeights scales them");
    refused(() => fixedWeights({ a: 0 }), "fixedWeights: no model has a part above 0; give at least one");
  });
});
