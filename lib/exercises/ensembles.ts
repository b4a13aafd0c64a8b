import { exercise } from "./exercise.ts";
import { differenceOf } from "./expect.ts";

const columns = (...rows: readonly (readonly number[])[]) => rows.map((row) => Float64Array.from(row));
const VOTES = [[0.01, -0.02, 0.01, 0.01], [0.02, -0.01, -0.03, 0], [-0.9, -0.01, 0, 0], [0.01, -0.03, -0.02, 0], [-0.2, 0.05, 0.01, 0]] as const;

/** Exercises of notebook 13. */
export const ensembleExercises = {
  inverseErrorWeights: exercise<(errors: Float64Array) => ArrayLike<number>>({
    number: 1,
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
  majorityVote: exercise<(forecasts: Float64Array[], threshold: number) => ArrayLike<number>>({
    number: 2,
    title: "majority vote with a threshold",
    task: "Return for each row 1 or −1, whichever has at least `threshold` of the votes cast, or 0 where neither has. A forecast of 0 casts no vote.",
    check(answer) {
      for (const [forecasts, threshold, expected] of [[VOTES, 0.6, [1, -1, 0, 1]], [VOTES, 0.8, [0, -1, 0, 1]], [[[0.1, 0], [-0.2, 0]], 0.6, [0, 0]], [[[-0.1], [0], [0]], 0.6, [-1]]] as const) {
        const difference = differenceOf(answer(columns(...forecasts), threshold), expected);
        if (difference) return `For ${forecasts.length} forecasts and the threshold ${threshold}: ${difference} Each member has one vote, however large its forecast.`;
      }
      return undefined;
    },
  }),
  conformalMargin: exercise<(errors: Float64Array, coverage: number) => number>({
    number: 3,
    title: "a conformal margin",
    task: "Return the ⌈(n + 1)·coverage⌉-th smallest of n absolute errors, Infinity where there are fewer.",
    check(answer) {
      for (const [errors, coverage, expected] of [[[3, -1, 2, -4], 0.5, 3], [[5, 1, -2, 8, -3, 0, 7, 4, -6], 0.8, 7], [[1, 2, 3], 0.9, Infinity], [[-0.5, 0.25], 0.6, 0.5], [[2], 0.5, 2]] as const) {
        const given = answer(Float64Array.from(errors), coverage);
        if (given !== expected) return `For the errors ${errors.join(", ")} and the coverage ${coverage} the answer is ${expected}, yours is ${given}. Errors below zero miss as much as those above; the new row counts as one more.`;
      }
      return undefined;
    },
  }),
};
