import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/12-walk-forward.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { walkForwardExercises as exercises } from "./walkForward.ts";

test("the solutions of notebook 12 are solved", () => {
  expect(judge(exercises.learntFrom, solutions.learntFrom).state).toBe("solved");
  expect(judge(exercises.pathCount, solutions.pathCount).state).toBe("solved");
  expect(judge(exercises.skillOfYear, solutions.skillOfYear).state).toBe("solved");
});

test("untouched stubs of notebook 12 are open", () => {
  expect(judge(exercises.learntFrom, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.pathCount, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.skillOfYear, () => yourAnswer()).state).toBe("open");
});

test("no purge at all, one row too many and an embargo alone are told apart", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, t) => t);
  expect(judge(exercises.learntFrom, (count, { from, to }) => rows(count).filter((t) => t < from || t >= to)).message).toContain("You left out the test alone");
  expect(judge(exercises.learntFrom, (count, { from, to }, horizon, embargo) => rows(count).filter((t) => t + horizon <= from || t >= to + horizon + embargo)).message).toContain("One row too many before the test");
  expect(judge(exercises.learntFrom, (count, { from, to }, horizon, embargo) => rows(count).filter((t) => t + horizon < from || t >= to + embargo)).message).toContain("Behind the test you left out the embargo alone");
});

test("the number of folds is named as the mistake, a constant is wrong", () => {
  const folds = (groups: number, tested: number) => (solutions.pathCount(groups, tested) * groups) / tested;
  expect(judge(exercises.pathCount, folds).message).toContain("15 is the number of folds; each foretells 2 of the 6 groups");
  expect(judge(exercises.pathCount, () => 5).message).toContain("Of 8 groups, 2 tested at a time, the answer is 7, yours is 5.");
});

test("all rows and mean squares without roots are named as mistakes", () => {
  const all = ({ actual, closeTime, forecast }: Parameters<typeof solutions.skillOfYear>[0]) => solutions.skillOfYear({ closeTime: closeTime.map(() => 0), actual, forecast }, 1970);
  expect(judge(exercises.skillOfYear, all).message).toContain("You took all rows");
  expect(judge(exercises.skillOfYear, (rows, year) => 1 - (1 - solutions.skillOfYear(rows, year)) ** 2).message).toContain("take their roots first");
});
