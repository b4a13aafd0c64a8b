import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/05-normalize.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { normalizeExercises as exercises } from "./normalize.ts";

test("the solutions of notebook 05 are solved", () => {
  expect(judge(exercises.minMaxScaled, solutions.minMaxScaled).state).toBe("solved");
  expect(judge(exercises.unscaled, solutions.unscaled).state).toBe("solved");
  expect(judge(exercises.zScores, solutions.zScores).state).toBe("solved");
  expect(judge(exercises.tellsTheFuture, solutions.tellsTheFuture).state).toBe("solved");
});

test("untouched stubs of notebook 05 are open", () => {
  expect(judge(exercises.minMaxScaled, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.unscaled, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.zScores, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.tellsTheFuture, () => yourAnswer()).state).toBe("open");
});

test("a scaler that reads all rows is told that it has seen the future", () => {
  const { message } = judge(exercises.minMaxScaled, (values) => solutions.minMaxScaled(values, { from: 0, to: values.length }));
  expect(message).toContain("the scaler has seen the future");
});

test("scaling twice and forgetting the minimum are wrong ways back", () => {
  expect(judge(exercises.unscaled, (scaled, low, high) => scaled.map((value) => value * (high - low))).message).toContain("At position 0 the answer is 50, yours is 0.");
  expect(judge(exercises.unscaled, (scaled, low, high) => scaled.map((value) => (value - low) / (high - low))).state).toBe("wrong");
});

test("the sample standard deviation is named as the mistake", () => {
  const sample = (values: Float64Array, fold: { from: number; to: number }) => {
    const n = fold.to - fold.from;
    return solutions.zScores(values, fold).map((score) => score * Math.sqrt((n - 1) / n));
  };
  expect(judge(exercises.zScores, sample).message).toContain("You divided by n − 1");
  expect(judge(exercises.zScores, (values) => values).state).toBe("wrong");
});

test("constants and one-sided looks at the future are wrong", () => {
  expect(judge(exercises.tellsTheFuture, () => true).state).toBe("wrong");
  const onlyAbove = (values: Float64Array, trainEnd: number) => Math.max(...values) > Math.max(...values.slice(0, trainEnd));
  expect(judge(exercises.tellsTheFuture, onlyAbove).message).toContain("below the range of training");
});
