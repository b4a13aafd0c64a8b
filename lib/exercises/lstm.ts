import { randomKey, randomStream } from "../random/index.ts";
import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

/** A wandering series of n values, another for each seed. */
function wander(n: number, seed: number): Float64Array {
  const { normal } = randomStream(randomKey(seed));
  let level = 100;
  return Float64Array.from({ length: n }, () => (level += normal()));
}

/** Exercises of notebook 08. */
export const lstmExercises = {
  inverseMinMax: exercise<(scaled: Float64Array, min: number, max: number) => ArrayLike<number>>({
    number: 1,
    title: "back to prices",
    task: "Return the values that min–max scaling with `min` and `max` turned into `scaled`.",
    check(answer) {
      for (const [min, max] of [[0, 10], [676, 2130], [-3, 5]] as const) {
        const values = Float64Array.of(min, max, (min + max) / 2, max + 7);
        const difference = differenceOf(answer(values.map((value) => (value - min) / (max - min)), min, max), values);
        if (difference) return `With min ${min} and max ${max}: ${difference}`;
      }
      return undefined;
    },
  }),
  nearestLag: exercise<(forecast: Float64Array, actual: Float64Array) => number>({
    number: 2,
    title: "how late",
    task: "Return the k in 0..5 for which forecast[t] and actual[t − k] differ least in the mean of squares, over t = 5, 6, …",
    check(answer) {
      for (const lag of [1, 0, 3, 5]) {
        const actual = wander(80, lag);
        const noise = wander(80, 100 + lag);
        const forecast = actual.map((_, t) => (t < lag ? 0 : actual[t - lag]!) + 0.05 * (noise[t]! - noise[Math.max(0, t - 1)]!));
        const difference = numberDifference(answer(forecast, actual), lag);
        if (difference) return `For a forecast that follows ${lag} bars behind, ${difference}`;
      }
      return undefined;
    },
  }),
  skill: exercise<(actual: Float64Array, forecast: Float64Array, previous: Float64Array) => number>({
    number: 3,
    title: "skill",
    task: "Return 1 − RMSE of the forecast ÷ RMSE of `previous`, both against `actual`.",
    check(answer) {
      const actual = Float64Array.of(2, 4, 6);
      const previous = Float64Array.of(1, 2, 4);
      for (const [forecast, expected] of [[Float64Array.of(2, 4, 6), 1], [previous, 0], [Float64Array.of(2, 0, 6), 1 - 4 / 3]] as const) {
        const difference = numberDifference(answer(actual, forecast, previous), expected);
        if (difference) return `For actual 2, 4, 6, previous 1, 2, 4 and the forecast ${forecast.join(", ")} ${difference}`;
      }
      return undefined;
    },
  }),
};
