import { expect, test } from "vitest";
import { shownBy } from "../show/notebook.fixture.ts";
import { differenceOf, numberDifference } from "./expect.ts";
import { checkExercise, exercise, judge, yourAnswer } from "./exercise.ts";

const doubling = exercise<(x: number) => number>({
  number: 1,
  title: "doubling",
  task: "Return twice the number.",
  check: (double) => [1, 2.5, -3].map((x) => numberDifference(double(x), 2 * x)).find((reason) => reason !== undefined),
});

test("an exercise not yet begun is open and says what it asks", () => {
  expect(judge(doubling, () => yourAnswer())).toEqual({ state: "open", message: "Exercise 1 · doubling: open. Return twice the number." });
});

test("a wrong answer says why", () => {
  expect(judge(doubling, (x) => x * x)).toEqual({ state: "wrong", message: "Exercise 1 · doubling: not yet right. the answer is 2, yours is 1." });
});

test("an answer that throws is wrong and says what it threw", () => {
  const { state, message } = judge(doubling, () => {
    throw new TypeError("x is not iterable");
  });
  expect(state).toBe("wrong");
  expect(message).toContain("x is not iterable");
});

test("a right answer is solved", () => {
  expect(judge(doubling, (x) => x + x).state).toBe("solved");
});

test("checking never throws, so that a headless run goes on", () => {
  expect(() => checkExercise(doubling, () => yourAnswer())).not.toThrow();
});

test("a word between backticks is shown as code, and what stands there is never markup", async () => {
  const messages = await shownBy(() => checkExercise({ ...doubling, task: "Return `<b>x</b>` twice." }, () => yourAnswer()));
  expect(messages[0]!.data["text/html"]).toContain("Return <code>&lt;b&gt;x&lt;/b&gt;</code> twice.");
});

test("the first difference of a column is named by its position", () => {
  expect(differenceOf([1, 2, 4], [1, 2, 3])).toBe("At position 2 the answer is 3, yours is 4.");
  expect(differenceOf([1, 2], [1, 2, 3])).toBe("It must return 3 values, it returned 2.");
  expect(differenceOf(undefined, [1])).toBe("It must return numbers in an array, it returned undefined.");
  expect(differenceOf(Float64Array.of(Number.NaN, 1), [Number.NaN, 1])).toBeUndefined();
});
