import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/14-backtest.ts";
import { backtestExercises as exercises } from "./backtest.ts";
import { judge, yourAnswer } from "./exercise.ts";

test("the solutions of notebook 14 are solved", () => {
  expect(judge(exercises.heldPositions, solutions.heldPositions)).toMatchObject({ state: "solved" });
  expect(judge(exercises.breakEvenBps, solutions.breakEvenBps)).toMatchObject({ state: "solved" });
  expect(judge(exercises.stopFill, solutions.stopFill)).toMatchObject({ state: "solved" });
});

test("untouched stubs of notebook 14 are open", () => {
  expect(judge(exercises.heldPositions, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.breakEvenBps, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.stopFill, () => yourAnswer()).state).toBe("open");
});

test("a position held in the bar that decided it, or two bars later, is wrong", () => {
  expect(judge(exercises.heldPositions, (wanted) => wanted).message).toContain("A position is held from the open after the close");
  expect(judge(exercises.heldPositions, (wanted) => wanted.map((_, t) => wanted[t - 2] ?? 0)).state).toBe("wrong");
});

test("a cost in percent, or of half the trading, is wrong", () => {
  expect(judge(exercises.breakEvenBps, (profit, traded) => (100 * profit) / traded).message).toContain("one hundredth of a percent");
  expect(judge(exercises.breakEvenBps, (profit, traded) => (2e4 * profit) / traded).state).toBe("wrong");
});

test("a stop that always holds, one that pays a gap that was none, and one filled by a bar that never reached it are wrong", () => {
  expect(judge(exercises.stopFill, (stop, _open, low) => (low > stop ? Number.NaN : stop)).message).toContain("opens below the stop");
  expect(judge(exercises.stopFill, (stop, open, low) => (low > stop ? Number.NaN : open)).state).toBe("wrong");
  expect(judge(exercises.stopFill, (stop, open) => Math.min(open, stop)).state).toBe("wrong");
});
