import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/10-model-zoo.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { modelZooExercises as exercises } from "./modelZoo.ts";

test("the solutions of notebook 10 are solved", () => {
  expect(judge(exercises.attentionPool, solutions.attentionPool).state).toBe("solved");
  expect(judge(exercises.causalConvolution, solutions.causalConvolution).state).toBe("solved");
  expect(judge(exercises.pinballLoss, solutions.pinballLoss).state).toBe("solved");
});

test("untouched stubs of notebook 10 are open", () => {
  expect(judge(exercises.attentionPool, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.causalConvolution, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.pinballLoss, () => yourAnswer()).state).toBe("open");
});

test("an attention without the exponential, or that gives back the shares, is wrong", () => {
  const shares = (scores: number[]) => scores.map((score) => score / scores.reduce((a, b) => a + b, 0));
  expect(judge(exercises.attentionPool, (scores, steps) => steps[0]!.map((_, f) => steps.reduce((sum, step, t) => sum + shares(scores)[t]! * step[f]!, 0))).message).toContain("For the scores [0, 0] of 2 steps");
  expect(judge(exercises.attentionPool, (scores) => solutions.attentionPool(scores, scores.map((_, t) => scores.map((__, s) => (s === t ? 1 : 0))))).message).toContain("It must return 3 values, it returned 2.");
});

test("a convolution that is centred is told that it looks ahead, one without dilation that it is wrong", () => {
  const centred = (x: Float64Array, weights: readonly number[], dilation: number) => x.map((_, t) => weights.reduce((sum, weight, k) => sum + weight * (x[t - (k - 1) * dilation] ?? 0), 0));
  expect(judge(exercises.causalConvolution, centred).message).toContain("y[0] changes when only x[1] and later are changed: it looks ahead.");
  expect(judge(exercises.causalConvolution, (x, weights) => solutions.causalConvolution(x, weights, 1)).message).toContain("dilation 3: At position 2");
});

test("a quantile's loss that forgets the side, or swaps it, is wrong", () => {
  expect(judge(exercises.pinballLoss, (actual, forecast, level) => level * Math.abs(actual - forecast)).message).toContain("For actual 1, forecast 3, level 0.9 the answer is 0.2, yours is 1.8.");
  expect(judge(exercises.pinballLoss, (actual, forecast, level) => solutions.pinballLoss(forecast, actual, level)).state).toBe("wrong");
});
