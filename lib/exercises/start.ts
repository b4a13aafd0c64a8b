import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

/** Exercises of notebook 00. */
export const startExercises = {
  logReturn: exercise<(before: number, after: number) => number>({
    number: 1,
    title: "a log return",
    task: "Return the natural logarithm of after ÷ before.",
    check(answer) {
      for (const [before, after] of [[100, 110], [50, 25], [7, 7]] as const) {
        const difference = numberDifference(answer(before, after), Math.log(after / before));
        if (difference) return `From ${before} to ${after} ${difference}`;
      }
      return undefined;
    },
  }),
  persistence: exercise<(close: Float64Array) => ArrayLike<number>>({
    number: 2,
    title: "the forecast to beat",
    task: "Return persistence: at each bar, the forecast of the next close is this close.",
    check(answer) {
      for (const close of [Float64Array.of(10, 11, 9), Float64Array.of(5, 5.5, 6, 4)]) {
        const got = answer(close.slice());
        const difference = differenceOf(got, close);
        if (difference === undefined) continue;
        const peeked = differenceOf(Array.from(got).slice(0, -1), close.slice(1)) === undefined;
        return peeked ? "You returned the next close itself: that is the future, not a forecast." : difference;
      }
      return undefined;
    },
  }),
  meanAbsoluteError: exercise<(forecast: Float64Array, actual: Float64Array) => number>({
    number: 3,
    title: "how wrong on average",
    task: "Return the mean of |forecast − actual|.",
    check(answer) {
      for (const [forecast, actual] of [[[1, 2, 3], [2, 2, 1]], [[10, 20], [13, 16]]] as const) {
        const expected = forecast.reduce((sum, value, k) => sum + Math.abs(value - actual[k]!), 0) / forecast.length;
        const difference = numberDifference(answer(Float64Array.from(forecast), Float64Array.from(actual)), expected);
        if (difference) return `For forecast ${forecast.join(", ")} and actual ${actual.join(", ")} ${difference}`;
      }
      return undefined;
    },
  }),
};
