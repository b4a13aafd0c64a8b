import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/08-lstm.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { lstmExercises as exercises } from "./lstm.ts";

test("the solutions of notebook 08 are solved", () => {
  expect(judge(exercises.inverseMinMax, solutions.inverseMinMax).state).toBe("solved");
  expect(judge(exercises.nearestLag, solutions.nearestLag).state).toBe("solved");
  expect(judge(exercises.skill, solutions.skill).state).toBe("solved");
});

test("untouched stubs of notebook 08 are open", () => {
  expect(judge(exercises.inverseMinMax, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.nearestLag, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.skill, () => yourAnswer()).state).toBe("open");
});

test("an inverse that forgets the offset, or swaps the ends, is wrong", () => {
  expect(judge(exercises.inverseMinMax, (scaled, min, max) => scaled.map((value) => value * (max - min))).message).toContain("With min 676 and max 2130");
  expect(judge(exercises.inverseMinMax, (scaled, min, max) => scaled.map((value) => max - value * (max - min))).state).toBe("wrong");
});

test("a lag that is always one, or is counted the other way, is wrong", () => {
  expect(judge(exercises.nearestLag, () => 1).message).toContain("For a forecast that follows 0 bars behind, the answer is 0, yours is 1.");
  expect(judge(exercises.nearestLag, (forecast, actual) => solutions.nearestLag(actual, forecast)).state).toBe("wrong");
});

test("a skill of squares, or the plain ratio, is wrong", () => {
  const squares = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, t) => sum + (value - b[t]!) ** 2, 0);
  expect(judge(exercises.skill, (actual, forecast, previous) => 1 - squares(forecast, actual) / squares(previous, actual)).message).toContain("the forecast 2, 0, 6");
  expect(judge(exercises.skill, (actual, forecast, previous) => Math.sqrt(squares(forecast, actual) / squares(previous, actual))).state).toBe("wrong");
});
