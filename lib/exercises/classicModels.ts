import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

/** Exercises of notebook 07. */
export const classicModelExercises = {
  nearestMean: exercise<(inputs: Float64Array, targets: Float64Array, query: number, k: number) => number>({
    number: 1,
    title: "nearest neighbours",
    task: "Return the mean of the targets of the k rows whose input lies nearest to the query.",
    check(answer) {
      const inputs = Float64Array.of(5, -1, 2, 9, 3);
      const targets = Float64Array.of(50, 10, 20, -90, 35);
      for (const [query, k, expected] of [[2.2, 1, 20], [2.2, 2, 27.5], [2.2, 3, 35], [8, 2, -20], [0, 5, 5]] as const) {
        const difference = numberDifference(answer(inputs.slice(), targets.slice(), query, k), expected);
        if (difference) return `For the inputs ${inputs.join(", ")}, the targets ${targets.join(", ")}, the query ${query} and k = ${k} ${difference}`;
      }
      return undefined;
    },
  }),
  balancedWeightsOf: exercise<(targets: Float64Array, classes: number) => ArrayLike<number>>({
    number: 2,
    title: "weights that balance",
    task: "Return for each class the number of rows, divided by K times the rows of that class.",
    check(answer) {
      for (const [targets, classes, expected] of [[[0, 0, 0, 1], 2, [2 / 3, 2]], [[1, 1, 0, 2, 1, 1], 3, [2, 0.5, 2]], [[1, 0], 2, [1, 1]]] as const) {
        const difference = differenceOf(answer(Float64Array.from(targets), classes), expected);
        if (difference) return `For the targets ${targets.join(", ")}: ${difference} All classes shall weigh the same, and all rows together as many as they are.`;
      }
      return undefined;
    },
  }),
  shapleyOfFirst: exercise<(none: number, first: number, second: number, both: number) => number>({
    number: 3,
    title: "a Shapley value",
    task: "Return the mean of what the first input adds when it comes first and when it comes second.",
    check(answer) {
      for (const [none, first, second, both, expected] of [[0, 4, 0, 4, 4], [1, 1, 3, 3, 0], [0, 0, 0, 10, 5], [2, 5, 3, 10, 5]] as const) {
        const difference = numberDifference(answer(none, first, second, both), expected);
        if (difference) return `With neither ${none}, the first alone ${first}, the second alone ${second} and both ${both}, ${difference}`;
      }
      return undefined;
    },
  }),
};
