import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

/** Exercises of notebook 06. */
export const windowExercises = {
  windowCount: exercise<(rows: number, lookback: number, horizon: number) => number>({
    number: 1,
    title: "how many windows",
    task: "Return how many windows of `lookback` rows, each with its target `horizon` rows later, fit into `rows` rows.",
    check(answer) {
      for (const [rows, lookback, horizon] of [[100, 30, 1], [100, 30, 5], [40, 1, 1], [10, 30, 1]] as const) {
        const difference = numberDifference(answer(rows, lookback, horizon), Math.max(0, rows - lookback - horizon + 1));
        if (difference) return `For ${rows} rows, lookback ${lookback} and horizon ${horizon} ${difference}`;
      }
      return undefined;
    },
  }),
  windowEndingAt: exercise<(values: Float64Array, row: number, lookback: number) => ArrayLike<number>>({
    number: 2,
    title: "one window",
    task: "Return the `lookback` values up to and including `row`, oldest first.",
    check(answer) {
      const values = Float64Array.from({ length: 40 }, (_, t) => 100 + t * t);
      for (const [row, lookback] of [[10, 3], [39, 5], [4, 5]] as const) {
        const difference = differenceOf(answer(values.slice(), row, lookback), values.slice(row - lookback + 1, row + 1));
        if (difference) return `For row ${row} and lookback ${lookback}: ${difference}`;
      }
      return undefined;
    },
  }),
  lastTrainingRow: exercise<(validationStart: number, horizon: number) => number>({
    number: 3,
    title: "purge",
    task: "Return the last row that may train: its target, `horizon` rows later, must be known before row `validationStart`.",
    check(answer) {
      for (const [validationStart, horizon] of [[1000, 1], [1000, 5], [250, 20]] as const) {
        const difference = numberDifference(answer(validationStart, horizon), validationStart - 1 - horizon);
        if (difference) return `With validation from row ${validationStart} and a horizon of ${horizon} ${difference}`;
      }
      return undefined;
    },
  }),
};
