import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/06-windows.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { windowExercises as exercises } from "./windows.ts";

test("the solutions of notebook 06 are solved", () => {
  expect(judge(exercises.windowCount, solutions.windowCount).state).toBe("solved");
  expect(judge(exercises.windowEndingAt, solutions.windowEndingAt).state).toBe("solved");
  expect(judge(exercises.lastTrainingRow, solutions.lastTrainingRow).state).toBe("solved");
});

test("untouched stubs of notebook 06 are open", () => {
  expect(judge(exercises.windowCount, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.windowEndingAt, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.lastTrainingRow, () => yourAnswer()).state).toBe("open");
});

test("counting without the horizon, or below zero, is wrong", () => {
  expect(judge(exercises.windowCount, (rows, lookback) => rows - lookback + 1).message).toContain("For 100 rows, lookback 30 and horizon 1 the answer is 70, yours is 71.");
  expect(judge(exercises.windowCount, (rows, lookback, horizon) => rows - lookback - horizon + 1).message).toContain("For 10 rows");
});

test("a window that leaves out its own row, or looks past it, is wrong", () => {
  expect(judge(exercises.windowEndingAt, (values, row, lookback) => values.slice(row - lookback, row)).state).toBe("wrong");
  expect(judge(exercises.windowEndingAt, (values, row, lookback) => values.slice(row, row + lookback)).state).toBe("wrong");
});

test("a purge one row too short, or of one bar whatever the horizon, is wrong", () => {
  expect(judge(exercises.lastTrainingRow, (validationStart, horizon) => validationStart - horizon).state).toBe("wrong");
  expect(judge(exercises.lastTrainingRow, (validationStart) => validationStart - 2).message).toContain("a horizon of 5");
});
