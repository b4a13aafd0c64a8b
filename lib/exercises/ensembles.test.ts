import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/13-ensembles.ts";
import { ensembleExercises as exercises } from "./ensembles.ts";
import { judge, yourAnswer } from "./exercise.ts";

test("the solutions of notebook 13 are solved", () => {
  expect(judge(exercises.inverseErrorWeights, solutions.inverseErrorWeights)).toMatchObject({ state: "solved" });
  expect(judge(exercises.majorityVote, solutions.majorityVote)).toMatchObject({ state: "solved" });
  expect(judge(exercises.conformalMargin, solutions.conformalMargin)).toMatchObject({ state: "solved" });
});

test("untouched stubs of notebook 13 are open", () => {
  expect(judge(exercises.inverseErrorWeights, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.majorityVote, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.conformalMargin, () => yourAnswer()).state).toBe("open");
});

test("weights that grow with the error, or do not add up to 1, are wrong", () => {
  expect(judge(exercises.inverseErrorWeights, (errors) => errors.map((error) => error / errors.reduce((sum, x) => sum + x, 0))).message).toContain("At position 0 the answer is 0.8, yours is 0.2.");
  expect(judge(exercises.inverseErrorWeights, (errors) => errors.map((error) => 1 / error)).state).toBe("wrong");
});

test("the sign of the average, a vote without a threshold, or one that counts members without a vote, is wrong", () => {
  const average = (forecasts: Float64Array[]) => Float64Array.from(forecasts[0]!, (_, t) => Math.sign(forecasts.reduce((sum, forecast) => sum + forecast[t]!, 0)));
  expect(judge(exercises.majorityVote, average).message).toContain("Each member has one vote");
  expect(judge(exercises.majorityVote, (forecasts) => solutions.majorityVote(forecasts, 0.5)).message).toContain("the threshold 0.6");
  const ofAll = (forecasts: Float64Array[], threshold: number) => Float64Array.from(forecasts[0]!, (_, t) => {
    const sum = forecasts.reduce((votes, forecast) => votes + Math.sign(forecast[t]!), 0);
    return (1 + Math.abs(sum) / forecasts.length) / 2 >= threshold && sum !== 0 ? Math.sign(sum) : 0;
  });
  expect(judge(exercises.majorityVote, ofAll).state).toBe("wrong");
});

test("a margin from errors with their signs, or one that forgets the new row, is wrong", () => {
  const nth = (errors: Float64Array, n: number) => errors.slice().sort()[n - 1] ?? Infinity;
  expect(judge(exercises.conformalMargin, (errors, coverage) => nth(errors, Math.ceil((errors.length + 1) * coverage))).message).toContain("Errors below zero miss as much");
  expect(judge(exercises.conformalMargin, (errors, coverage) => nth(errors.map(Math.abs), Math.ceil(errors.length * coverage))).message).toContain("yours is 2");
});
