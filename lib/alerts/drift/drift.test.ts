import { describe, expect, test } from "vitest";
import { drift } from "./drift.ts";
import { metricAt } from "./metricAt.ts";
import { robustZ } from "./robustZ.ts";
import { watchShape } from "./watch.ts";

const watch = (fields: Readonly<Record<string, unknown>> = {}) => watchShape.parse({ metric: "m", ...fields });
const history = [2.1, 2.2, 2.0, 2.3, 2.1, 2.2, 2.4, 2.0, 2.1, 2.2];

describe("robustZ", () => {
  test("is the distance from the median in 1.4826 MAD: by hand", () => {
    // Median 3; distances 2 1 0 1 2, MAD 1.
    expect(robustZ([1, 2, 3, 4, 5], 3 + 2 * 1.4826)).toBeCloseTo(2, 12);
  });

  test("is not moved by one wild value of the history", () => {
    expect(Math.abs(robustZ([...history, 1e6], 2.2))).toBeLessThan(1);
  });

  test("takes the mean distance where most values are one number, and infinity where all are", () => {
    expect(robustZ([1, 1, 1, 1, 2], 2)).toBeCloseTo(1 / (1.2533 * 0.2), 10);
    expect(robustZ([5, 5, 5, 5, 5], 5)).toBe(0);
    expect(robustZ([5, 5, 5, 5, 5], 4)).toBe(-Infinity);
  });
});

describe("drift", () => {
  test("finds a value unlike the last runs, and none in a usual one", () => {
    expect(drift(history, 2.15, watch())).toMatchObject({ is: "usual" });
    expect(drift(history, 4, watch())).toMatchObject({ is: "drift", median: expect.closeTo(2.15, 12), runs: 10 });
  });

  test("is N/A with too few runs or without a number", () => {
    expect(drift(history.slice(1), 99, watch())).toEqual({ is: "N/A", reason: "9 earlier runs of at least 10" });
    expect(drift(history, Number.NaN, watch())).toEqual({ is: "N/A", reason: "the run has no number there" });
  });

  test("looks at one side alone where it is told", () => {
    expect(drift(history, 4, watch({ side: "below" })).is).toBe("usual");
    expect(drift(history, 4, watch({ side: "above" })).is).toBe("drift");
  });

  test("by quantiles is what lies outside of them", () => {
    const rule = watch({ rule: "quantile", between: [0.1, 0.9] });
    expect(drift(history, 2.3, rule).is).toBe("usual");
    expect(drift(history, 2.45, rule)).toMatchObject({ is: "drift", why: "2 to 2.31 hold the shares 0.1 to 0.9 of the last 10 runs" });
  });

  test("compares with the last runs alone", () => {
    expect(drift([...Array.from({ length: 50 }, () => 100), ...history], 2.1, watch({ runs: 10 })).is).toBe("usual");
  });
});

describe("metricAt", () => {
  const tree = { results: { "08-lstm": { forecasts: [{ model: "Persistence", rmse: 1 }, { model: "LSTM", rmse: { value: 0.5 } }] } } };

  test("walks names, places and rows by a field", () => {
    expect(metricAt(tree, "results.08-lstm.forecasts[0].rmse")).toEqual({ value: 1 });
    expect(metricAt(tree, "results.08-lstm.forecasts[model=LSTM].rmse")).toEqual({ value: 0.5 });
  });

  test("says what is not there, and what is", () => {
    expect(metricAt(tree, "results.09-x.rmse")).toEqual({ reason: "results has no 09-x; it has 08-lstm" });
    expect(metricAt(tree, "results.08-lstm.forecasts[model=GRU].rmse")).toEqual({ reason: "results.08-lstm.forecasts has no [model=GRU]; it has Persistence, LSTM" });
    expect(metricAt(tree, "results.08-lstm")).toEqual({ reason: "results.08-lstm holds no number" });
  });
});
