import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/16-honest-statistics.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { honestStatisticsExercises as exercises } from "./honestStatistics.ts";

test("the solutions of notebook 16 are solved", () => {
  expect(judge(exercises.annualSharpe, solutions.annualSharpe)).toMatchObject({ state: "solved" });
  expect(judge(exercises.fooledAtLeastOnce, solutions.fooledAtLeastOnce)).toMatchObject({ state: "solved" });
  expect(judge(exercises.chosenHonestly, solutions.chosenHonestly)).toMatchObject({ state: "solved" });
});

test("untouched stubs of notebook 16 are open", () => {
  expect(judge(exercises.annualSharpe, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.fooledAtLeastOnce, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.chosenHonestly, () => yourAnswer()).state).toBe("open");
});

test("a ratio per day, with the deviation of the population, or without the rule for returns that do not vary, is wrong", () => {
  const population = (returns: Float64Array, { scale = Math.sqrt(252), lost = 0 } = {}) => {
    const mean = returns.reduce((sum, x) => sum + x, 0) / returns.length;
    return (mean / Math.sqrt(returns.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (returns.length - lost))) * scale;
  };
  expect(judge(exercises.annualSharpe, (returns) => population(returns)).state).toBe("wrong");
  expect(judge(exercises.annualSharpe, (returns) => population(returns, { scale: 1, lost: 1 })).state).toBe("wrong");
  expect(judge(exercises.annualSharpe, (returns) => population(returns, { lost: 1 })).message).toContain("0.25, 0.25, 0.25");
});

test("a probability that grows with every try without end, and that of being fooled each time, are wrong", () => {
  expect(judge(exercises.fooledAtLeastOnce, (p, n) => p * n).message).toContain("to the power of n");
  expect(judge(exercises.fooledAtLeastOnce, (p, n) => p ** n).state).toBe("wrong");
});

test("a choice made on all days, and one tested on the days that made it, are wrong", () => {
  const meanOf = (returns: Float64Array) => returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const best = (values: readonly number[]) => values.indexOf(Math.max(...values));
  const halfOf = (returns: Float64Array) => Math.floor(returns.length / 2);
  expect(judge(exercises.chosenHonestly, (trials) => {
    const chosen = best(trials.map(meanOf));
    return [chosen, meanOf(trials[chosen]!.subarray(halfOf(trials[0]!)))];
  }).message).toContain("must have no vote");
  expect(judge(exercises.chosenHonestly, (trials) => {
    const chosen = best(trials.map((returns) => meanOf(returns.subarray(0, halfOf(returns)))));
    return [chosen, meanOf(trials[chosen]!)];
  }).state).toBe("wrong");
});
