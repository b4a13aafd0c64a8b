import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

/** Exercises of notebook 16. */
export const honestStatisticsExercises = {
  annualSharpe: exercise<(returns: Float64Array) => number>({
    number: 1,
    title: "Sharpe ratio",
    task: "Return mean ÷ sample standard deviation · √252 of daily returns, NaN when they do not vary.",
    check(answer) {
      for (const [returns, expected] of [[[0.01, -0.01, 0.02], 0.0066666666666666671 / 0.015275252316519466 * Math.sqrt(252)], [[-0.02, 0, 0.01, -0.01], -0.005 / 0.0129099444873580568 * Math.sqrt(252)], [[0.25, 0.25, 0.25], Number.NaN]] as const) {
        const difference = numberDifference(answer(Float64Array.from(returns)), expected);
        if (difference) return `For the returns ${returns.join(", ")} ${difference}`;
      }
      return undefined;
    },
  }),
  fooledAtLeastOnce: exercise<(p: number, n: number) => number>({
    number: 2,
    title: "fooled at least once",
    task: "Return the probability that a test which calls noise an edge with probability p does so at least once in n independent tries.",
    check(answer) {
      for (const [p, n, expected] of [[0.05, 1, 0.05], [0.05, 20, 0.6415140775914581], [0.5, 2, 0.75], [0, 100, 0], [0.01, 100, 0.6339676587267709]] as const) {
        const difference = numberDifference(answer(p, n), expected);
        if (difference) return `For p = ${p} and ${n} tries ${difference} Not to be fooled in any of them has the probability (1 − p) to the power of n.`;
      }
      return undefined;
    },
  }),
  chosenHonestly: exercise<(trials: readonly Float64Array[]) => ArrayLike<number>>({
    number: 3,
    title: "chosen on one half, tested on the other",
    task: "Return the number of the trial with the highest mean return in the first ⌊N/2⌋ days, and its mean return in the rest.",
    check(answer) {
      for (const [trials, expected] of [[[[0.01, 0.02, -0.01, -0.03], [0.02, 0.03, -0.02, 0], [0, 0, 0.05, 0.05]], [1, -0.01]], [[[0.01, 0, 0.01], [-0.01, 0.5, 0.5]], [0, 0.005]], [[[-0.02, 0.01], [-0.01, 0.03], [-0.03, 0.09]], [1, 0.03]]] as const) {
        const difference = differenceOf(answer(trials.map((returns) => Float64Array.from(returns))), expected);
        if (difference) return `For the trials ${trials.map((returns) => `[${returns.join(", ")}]`).join(", ")}: ${difference} The days that test must have no vote in the choice.`;
      }
      return undefined;
    },
  }),
};
