import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/14-backtest.ts";
import { backtestExercises as exercises } from "./backtest.ts";
import { judge, yourAnswer } from "./exercise.ts";

test("the solutions of notebook 14 are solved", () => {
  expect(judge(exercises.heldPositions, solutions.heldPositions)).toMatchObject({ state: "solved" });
  expect(judge(exercises.breakEvenBps, solutions.breakEvenBps)).toMatchObject({ state: "solved" });
  expect(judge(exercises.annualSharpe, solutions.annualSharpe)).toMatchObject({ state: "solved" });
});

test("untouched stubs of notebook 14 are open", () => {
  expect(judge(exercises.heldPositions, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.breakEvenBps, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.annualSharpe, () => yourAnswer()).state).toBe("open");
});

test("a position held in the bar that decided it, or two bars later, is wrong", () => {
  expect(judge(exercises.heldPositions, (wanted) => wanted).message).toContain("A position is held from the open after the close");
  expect(judge(exercises.heldPositions, (wanted) => wanted.map((_, t) => wanted[t - 2] ?? 0)).state).toBe("wrong");
});

test("a cost in percent, or of half the trading, is wrong", () => {
  expect(judge(exercises.breakEvenBps, (profit, traded) => (100 * profit) / traded).message).toContain("one hundredth of a percent");
  expect(judge(exercises.breakEvenBps, (profit, traded) => (2e4 * profit) / traded).state).toBe("wrong");
});

test("a ratio per day, with the deviation of the population, or without the rule for returns that do not vary, is wrong", () => {
  const population = (returns: Float64Array, { scale = Math.sqrt(252), lost = 0 } = {}) => {
    const mean = returns.reduce((sum, x) => sum + x, 0) / returns.length;
    return (mean / Math.sqrt(returns.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (returns.length - lost))) * scale;
  };
  expect(judge(exercises.annualSharpe, (returns) => population(returns)).state).toBe("wrong");
  expect(judge(exercises.annualSharpe, (returns) => population(returns, { scale: 1, lost: 1 })).state).toBe("wrong");
  expect(judge(exercises.annualSharpe, (returns) => population(returns, { lost: 1 })).message).toContain("0.1, 0.1, 0.1");
});
