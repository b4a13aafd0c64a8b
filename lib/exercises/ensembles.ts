import { exercise } from "./exercise.ts";
import { differenceOf } from "./expect.ts";

const columns = (...rows: readonly (readonly number[])[]) => rows.map((row) => Float64Array.from(row));

/** Exercises of notebook 13. */
export const ensembleExercises = {
  averageOf: exercise<(forecasts: Float64Array[]) => ArrayLike<number>>({
    number: 1,
    title: "the average",
    task: "Return the average of several forecasts, row by row.",
    check(answer) {
      for (const [forecasts, expected] of [[[[1, 2, 3], [3, 4, 8]], [2, 3, 5.5]], [[[1], [2], [6]], [3]], [[[5, -5]], [5, -5]]] as const) {
        const difference = differenceOf(answer(columns(...forecasts)), expected);
        if (difference) return `For ${forecasts.length} forecasts of ${expected.length} rows: ${difference}`;
      }
      return undefined;
    },
  }),
  inverseErrorWeights: exercise<(errors: Float64Array) => ArrayLike<number>>({
    number: 2,
    title: "weights from errors",
    task: "Return weights in proportion to 1 ÷ mean squared error that add up to 1.",
    check(answer) {
      for (const [errors, expected] of [[[1, 4], [0.8, 0.2]], [[2, 2, 2], [1 / 3, 1 / 3, 1 / 3]], [[1, 2, 4], [4 / 7, 2 / 7, 1 / 7]]] as const) {
        const difference = differenceOf(answer(Float64Array.from(errors)), expected);
        if (difference) return `For the errors ${errors.join(", ")}: ${difference}`;
      }
      return undefined;
    },
  }),
  majorityVote: exercise<(forecasts: Float64Array[]) => ArrayLike<number>>({
    number: 3,
    title: "majority vote",
    task: "Return for each row 1, −1 or 0: what more of the members foretell, a rise, a fall, or neither.",
    check(answer) {
      for (const [forecasts, expected] of [[[[0.01, -0.02, 0.01], [0.02, -0.01, -0.03], [-0.9, -0.01, 0]], [1, -1, 0]], [[[0.1, 0], [-0.2, 0]], [0, 0]], [[[-0.1], [0], [0]], [-1]]] as const) {
        const difference = differenceOf(answer(columns(...forecasts)), expected);
        if (difference) return `For ${forecasts.length} forecasts: ${difference} Each member has one vote, however large its forecast.`;
      }
      return undefined;
    },
  }),
};
