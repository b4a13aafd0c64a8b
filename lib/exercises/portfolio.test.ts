import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/15-portfolio.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { portfolioExercises as exercises } from "./portfolio.ts";

test("the solutions of notebook 15 are solved", () => {
  expect(judge(exercises.inverseVolatility, solutions.inverseVolatility)).toMatchObject({ state: "solved" });
  expect(judge(exercises.quarterKelly, solutions.quarterKelly)).toMatchObject({ state: "solved" });
  expect(judge(exercises.driftedWeights, solutions.driftedWeights)).toMatchObject({ state: "solved" });
});

test("untouched stubs of notebook 15 are open", () => {
  expect(judge(exercises.inverseVolatility, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.quarterKelly, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.driftedWeights, () => yourAnswer()).state).toBe("open");
});

test("weights in proportion to volatility, or that do not add up, are wrong", () => {
  expect(judge(exercises.inverseVolatility, (own) => own.map((value) => value / own.reduce((sum, one) => sum + one, 0))).message).toContain("Twice the volatility is half the weight");
  expect(judge(exercises.inverseVolatility, (own) => own.map((value) => 1 / value)).state).toBe("wrong");
});

test("the full share, or a bet against the odds, is wrong", () => {
  expect(judge(exercises.quarterKelly, (p, b) => Math.max(0, p - (1 - p) / b)).message).toContain("The full share is p − (1 − p)/b");
  expect(judge(exercises.quarterKelly, (p, b) => (p - (1 - p) / b) / 4).state).toBe("wrong");
});

test("weights that stand still, or forget the cash, are wrong", () => {
  expect(judge(exercises.driftedWeights, (weights) => weights).message).toContain("cash included");
  const invested = (weights: Float64Array, returns: Float64Array) => {
    const grown = weights.map((weight, k) => weight * (1 + returns[k]!));
    return grown.map((value) => value / grown.reduce((sum, one) => sum + one, 0));
  };
  expect(judge(exercises.driftedWeights, invested).state).toBe("wrong");
});
