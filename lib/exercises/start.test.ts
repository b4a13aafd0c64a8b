import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/00-start.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { startExercises as exercises } from "./start.ts";

test("the solutions of notebook 00 are solved", () => {
  expect(judge(exercises.logReturn, solutions.logReturn).state).toBe("solved");
  expect(judge(exercises.persistence, solutions.persistence).state).toBe("solved");
  expect(judge(exercises.meanAbsoluteError, solutions.meanAbsoluteError).state).toBe("solved");
});

test("untouched stubs of notebook 00 are open", () => {
  expect(judge(exercises.logReturn, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.persistence, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.meanAbsoluteError, () => yourAnswer()).state).toBe("open");
});

test("a simple return and a return turned round are wrong", () => {
  expect(judge(exercises.logReturn, (before, after) => after / before - 1).message).toContain("From 100 to 110");
  expect(judge(exercises.logReturn, (before, after) => Math.log(before / after)).state).toBe("wrong");
});

test("returning the next close is named as the future", () => {
  const peek = (close: Float64Array) => close.map((value, t) => close[t + 1] ?? value);
  expect(judge(exercises.persistence, peek).message).toContain("that is the future, not a forecast");
  expect(judge(exercises.persistence, (close) => close.map(() => 0)).state).toBe("wrong");
});

test("a signed mean and a sum are wrong", () => {
  const signed = (forecast: Float64Array, actual: Float64Array) => forecast.reduce((sum, value, k) => sum + value - actual[k]!, 0) / forecast.length;
  expect(judge(exercises.meanAbsoluteError, signed).state).toBe("wrong");
  expect(judge(exercises.meanAbsoluteError, (forecast, actual) => solutions.meanAbsoluteError(forecast, actual) * forecast.length).state).toBe("wrong");
});
