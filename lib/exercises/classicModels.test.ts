import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/07-classic-models.ts";
import { classicModelExercises as exercises } from "./classicModels.ts";
import { judge, yourAnswer } from "./exercise.ts";

test("the solutions of notebook 07 are solved", () => {
  expect(judge(exercises.nearestMean, solutions.nearestMean).state).toBe("solved");
  expect(judge(exercises.balancedWeightsOf, solutions.balancedWeightsOf).state).toBe("solved");
  expect(judge(exercises.shapleyOfFirst, solutions.shapleyOfFirst).state).toBe("solved");
});

test("untouched stubs of notebook 07 are open", () => {
  expect(judge(exercises.nearestMean, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.balancedWeightsOf, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.shapleyOfFirst, () => yourAnswer()).state).toBe("open");
});

test("the nearest alone, or the first k rows in place of the nearest, is wrong", () => {
  expect(judge(exercises.nearestMean, (inputs, targets, query) => solutions.nearestMean(inputs, targets, query, 1)).message).toContain("k = 2 the answer is 27.5, yours is 20.");
  expect(judge(exercises.nearestMean, (_, targets, __, k) => targets.slice(0, k).reduce((sum, y) => sum + y, 0) / k).state).toBe("wrong");
});

test("shares of the classes, or weights that do not know how many classes there are, are wrong", () => {
  expect(judge(exercises.balancedWeightsOf, (targets, classes) => Float64Array.from({ length: classes }, (_, k) => targets.filter((y) => y === k).length / targets.length)).message).toContain("All classes shall weigh the same");
  expect(judge(exercises.balancedWeightsOf, (targets, classes) => solutions.balancedWeightsOf(targets, classes).map((weight) => weight * classes)).state).toBe("wrong");
});

test("one order alone, or half of what both add, is wrong", () => {
  expect(judge(exercises.shapleyOfFirst, (none, first) => first - none).message).toContain("both 10, the answer is 5, yours is 0.");
  expect(judge(exercises.shapleyOfFirst, (none, _, __, both) => (both - none) / 2).state).toBe("wrong");
});
