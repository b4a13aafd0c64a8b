import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/13-ensembles.ts";
import { ensembleExercises as exercises } from "./ensembles.ts";
import { judge, yourAnswer } from "./exercise.ts";

test("the solutions of notebook 13 are solved", () => {
  expect(judge(exercises.averageOf, solutions.averageOf)).toMatchObject({ state: "solved" });
  expect(judge(exercises.inverseErrorWeights, solutions.inverseErrorWeights)).toMatchObject({ state: "solved" });
  expect(judge(exercises.majorityVote, solutions.majorityVote)).toMatchObject({ state: "solved" });
});

test("untouched stubs of notebook 13 are open", () => {
  expect(judge(exercises.averageOf, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.inverseErrorWeights, () => yourAnswer()).state).toBe("open");
  expect(judge(exercises.majorityVote, () => yourAnswer()).state).toBe("open");
});

test("a sum, or the average of two whatever their number, is wrong", () => {
  const scaled = (forecasts: Float64Array[], divisor: number) => Float64Array.from(forecasts[0]!, (_, t) => forecasts.reduce((sum, forecast) => sum + forecast[t]!, 0) / divisor);
  expect(judge(exercises.averageOf, (forecasts) => scaled(forecasts, 1)).message).toContain("For 2 forecasts of 3 rows: At position 0 the answer is 2, yours is 4.");
  expect(judge(exercises.averageOf, (forecasts) => scaled(forecasts, 2)).message).toContain("For 3 forecasts");
});

test("weights that grow with the error, or do not add up to 1, are wrong", () => {
  expect(judge(exercises.inverseErrorWeights, (errors) => errors.map((error) => error / errors.reduce((sum, x) => sum + x, 0))).message).toContain("At position 0 the answer is 0.8, yours is 0.2.");
  expect(judge(exercises.inverseErrorWeights, (errors) => errors.map((error) => 1 / error)).state).toBe("wrong");
});

test("the sign of the average, or a vote without ties, is wrong", () => {
  expect(judge(exercises.majorityVote, (forecasts) => solutions.averageOf(forecasts).map(Math.sign)).message).toContain("Each member has one vote");
  expect(judge(exercises.majorityVote, (forecasts) => solutions.majorityVote(forecasts).map((vote) => (vote === 0 ? 1 : vote))).state).toBe("wrong");
});
