import { exercise } from "./exercise.ts";
import { differenceOf } from "./expect.ts";

type Fold = { readonly from: number; readonly to: number };

const COLUMNS: readonly (readonly [Float64Array, Fold])[] = [
  [Float64Array.of(10, 20, 15, 30, 40), { from: 0, to: 3 }],
  [Float64Array.of(-2, 0, 4, 1, 9, 3), { from: 1, to: 4 }],
  [Float64Array.of(1.5, 1.25, 1.75, 0.5), { from: 0, to: 4 }],
];

const lowest = (values: Float64Array) => values.reduce((a, b) => Math.min(a, b), Infinity);
const highest = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** Exercises of notebook 05. */
export const normalizeExercises = {
  minMaxScaled: exercise<(values: Float64Array, fold: Fold) => ArrayLike<number>>({
    number: 1,
    title: "min–max by hand",
    task: "Scale every value by the minimum and the maximum of the rows fold.from .. fold.to−1.",
    check(answer) {
      for (const [values, fold] of COLUMNS) {
        const seen = values.subarray(fold.from, fold.to);
        const scaled = (low: number, high: number) => values.map((value) => (value - low) / (high - low));
        const got = answer(values.slice(), fold);
        const difference = differenceOf(got, scaled(lowest(seen), highest(seen)));
        if (difference === undefined) continue;
        const leaked = differenceOf(got, scaled(lowest(values), highest(values))) === undefined;
        return leaked ? "You took the minimum and maximum of all rows: the scaler has seen the future. Take those of the fold." : difference;
      }
      return undefined;
    },
  }),
  unscaled: exercise<(scaled: Float64Array, low: number, high: number) => ArrayLike<number>>({
    number: 2,
    title: "the way back",
    task: "Turn min–max scaled values back into prices, given the fold's minimum and maximum.",
    check(answer) {
      for (const [low, high] of [[50, 150], [-1, 3]] as const) {
        const scaled = Float64Array.of(0, 0.25, 1, 1.4, -0.2);
        const difference = differenceOf(answer(scaled.slice(), low, high), scaled.map((value) => low + value * (high - low)));
        if (difference) return difference;
      }
      return undefined;
    },
  }),
  zScores: exercise<(values: Float64Array, fold: Fold) => ArrayLike<number>>({
    number: 3,
    title: "z-scores of the fold",
    task: "Subtract the fold's mean and divide by its standard deviation, the population form (÷ n).",
    check(answer) {
      for (const [values, fold] of COLUMNS) {
        const seen = values.subarray(fold.from, fold.to);
        const mean = seen.reduce((a, b) => a + b, 0) / seen.length;
        const squares = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const scores = (divisor: number) => values.map((value) => (value - mean) / Math.sqrt(squares / divisor));
        const got = answer(values.slice(), fold);
        const difference = differenceOf(got, scores(seen.length));
        if (difference === undefined) continue;
        const sample = differenceOf(got, scores(seen.length - 1)) === undefined;
        return sample ? "You divided by n − 1, the sample form; the scaler divides by n." : difference;
      }
      return undefined;
    },
  }),
  tellsTheFuture: exercise<(values: Float64Array, trainEnd: number) => boolean>({
    number: 4,
    title: "what the leak tells",
    task: "Return true if a min–max scaler fitted on all rows differs from one fitted on rows 0 .. trainEnd−1.",
    check(answer) {
      const cases: readonly (readonly [number[], number, string])[] = [
        [[1, 5, 3, 4, 2], 2, "later values stay inside the range of training"],
        [[1, 5, 3, 9, 2], 3, "a later value lies above the range of training"],
        [[1, 5, 3, 4, -2], 3, "a later value lies below the range of training"],
      ];
      for (const [values, trainEnd, what] of cases) {
        const seen = values.slice(0, trainEnd);
        const expected = Math.min(...values) < Math.min(...seen) || Math.max(...values) > Math.max(...seen);
        const got = answer(Float64Array.from(values), trainEnd);
        if (got !== expected) return `Where ${what}, the answer is ${expected}, yours is ${String(got)}.`;
      }
      return undefined;
    },
  }),
};
