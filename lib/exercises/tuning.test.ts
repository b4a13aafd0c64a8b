import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/11-tuning.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { tuningExercises as exercises } from "./tuning.ts";

test("the solutions of notebook 11 are solved", () => {
  expect(judge(exercises.logUniform, solutions.logUniform).state).toBe("solved");
  expect(judge(exercises.goingOn, solutions.goingOn).state).toBe("solved");
  expect(judge(exercises.chanceOfOne, solutions.chanceOfOne).state).toBe("solved");
});

test("untouched stubs of notebook 11 are open", () => {
  expect(judge(exercises.logUniform, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.goingOn, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.chanceOfOne, () => yourAnswer()).state).toBe("open");
});

test("a draw on the numbers themselves is named as the mistake, a constant is wrong", () => {
  expect(judge(exercises.logUniform, (u, low, high) => low + u * (high - low)).message).toContain("You drew evenly on the numbers themselves");
  expect(judge(exercises.logUniform, (_, low) => low).message).toContain("For u = 0.25 between 0.001 and 10 the answer is");
});

test("keeping the largest values is named as the mistake, keeping all is wrong", () => {
  const worst = (values: Float64Array, factor: number) => solutions.goingOn(values.map((value) => -value), factor);
  expect(judge(exercises.goingOn, worst).message).toContain("You kept the largest values");
  expect(judge(exercises.goingOn, (values) => [...values.keys()]).message).toContain("It must return 2 values, it returned 6.");
});

test("adding probabilities and asking for all trials are named as mistakes", () => {
  expect(judge(exercises.chanceOfOne, (p, count) => p * count).message).toContain("You added the probabilities: 40 trials of 0.05 would make 2.");
  expect(judge(exercises.chanceOfOne, (p, count) => p ** count).message).toContain("the probability that all of them pass");
});
