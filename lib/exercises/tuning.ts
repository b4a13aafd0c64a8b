import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

const VALUES: readonly (readonly [Float64Array, number])[] = [
  [Float64Array.of(1.02, 0.97, 1.01, 0.99, 1.05, 0.96), 3],
  [Float64Array.of(0.5, 0.1, 0.4, 0.3, 0.2, 0.6, 0.7), 2],
  [Float64Array.of(3, 1, 2), 1],
];

/** Numbers of the trials that go on, the smallest values or the largest. */
function goingOn(values: Float64Array, factor: number, sign = 1): number[] {
  const order = Array.from(values.keys()).sort((a, b) => sign * (values[a]! - values[b]!));
  return order.slice(0, Math.floor(values.length / factor)).sort((a, b) => a - b);
}

/** Exercises of notebook 11. */
export const tuningExercises = {
  logUniform: exercise<(u: number, low: number, high: number) => number>({
    number: 1,
    title: "even on a logarithm",
    task: "Lead u, even between 0 and 1, to a number between low and high whose logarithm is even.",
    check(answer) {
      for (const [low, high] of [[0.001, 10], [1, 100], [0.5, 0.8]] as const) {
        for (const u of [0, 0.25, 0.5, 0.9, 1]) {
          const expected = low * (high / low) ** u;
          const got = answer(u, low, high);
          const wrong = numberDifference(got, expected, 1e-9);
          if (wrong === undefined) continue;
          if (numberDifference(got, low + u * (high - low)) === undefined) return "You drew evenly on the numbers themselves: nine tenths of the draws between 0.01 and 1 would lie above 0.1.";
          return `For u = ${u} between ${low} and ${high} ${wrong}`;
        }
      }
      return undefined;
    },
  }),
  goingOn: exercise<(values: Float64Array, factor: number) => ArrayLike<number>>({
    number: 2,
    title: "who goes on",
    task: "Return the numbers of the ⌊count / factor⌋ trials with the smallest values, ascending.",
    check(answer) {
      for (const [values, factor] of VALUES) {
        const got = answer(values.slice(), factor);
        const wrong = differenceOf(got, goingOn(values, factor));
        if (wrong === undefined) continue;
        if (differenceOf(got, goingOn(values, factor, -1)) === undefined) return "You kept the largest values; the value is an error, the smaller the better.";
        return `Of the values ${values.join(", ")} with factor ${factor}: ${wrong}`;
      }
      return undefined;
    },
  }),
  chanceOfOne: exercise<(p: number, count: number) => number>({
    number: 3,
    title: "at least one by luck",
    task: "Return the probability that at least one of `count` independent trials passes a test that each passes with probability p.",
    check(answer) {
      for (const [p, count] of [[0.05, 1], [0.05, 40], [0.01, 100], [0.3, 7]] as const) {
        const got = answer(p, count);
        const wrong = numberDifference(got, 1 - (1 - p) ** count, 1e-9);
        if (wrong === undefined) continue;
        if (numberDifference(got, p * count) === undefined) return `You added the probabilities: ${count} trials of ${p} would make ${p * count}. Multiply the chances that none passes.`;
        if (numberDifference(got, p ** count) === undefined) return "That is the probability that all of them pass.";
        return `For p = ${p} and ${count} trials ${wrong}`;
      }
      return undefined;
    },
  }),
};
