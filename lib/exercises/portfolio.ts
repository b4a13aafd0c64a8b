import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

/** Exercises of notebook 15. */
export const portfolioExercises = {
  inverseVolatility: exercise<(volatilities: Float64Array) => ArrayLike<number>>({
    number: 1,
    title: "inverse volatility",
    task: "Return weights in proportion to 1/volatility that add up to 1.",
    check(answer) {
      for (const [volatilities, expected] of [[[0.1, 0.2], [2 / 3, 1 / 3]], [[0.2, 0.2, 0.4, 0.4], [1 / 3, 1 / 3, 1 / 6, 1 / 6]], [[0.3], [1]]] as const) {
        const difference = differenceOf(answer(Float64Array.from(volatilities)), expected);
        if (difference) return `For the volatilities ${volatilities.join(", ")}: ${difference} Twice the volatility is half the weight.`;
      }
      return undefined;
    },
  }),
  quarterKelly: exercise<(winRate: number, payoff: number) => number>({
    number: 2,
    title: "a quarter of Kelly",
    task: "Return a quarter of Kelly's share for a bet that wins `payoff` times the stake with probability `winRate`, and 0 where there is no edge.",
    check(answer) {
      for (const [winRate, payoff, expected] of [[0.6, 1, 0.05], [0.5, 2, 0.0625], [0.5, 1, 0], [0.3, 2, 0]] as const) {
        const difference = numberDifference(answer(winRate, payoff), expected);
        if (difference) return `For ${winRate} at ${payoff} ${difference} The full share is p − (1 − p)/b.`;
      }
      return undefined;
    },
  }),
  driftedWeights: exercise<(weights: Float64Array, returns: Float64Array) => ArrayLike<number>>({
    number: 3,
    title: "weights drift",
    task: "Return the weights after a day of returns without a trade. What is missing to 1 is cash and earns nothing.",
    check(answer) {
      for (const [weights, returns, expected] of [[[0.5, 0.5], [1, 0], [2 / 3, 1 / 3]], [[0.4, 0.2], [0.5, -0.5], [0.6 / 1.1, 0.1 / 1.1]], [[1], [0.1], [1]]] as const) {
        const difference = differenceOf(answer(Float64Array.from(weights), Float64Array.from(returns)), expected);
        if (difference) return `For weights ${weights.join(", ")} and returns ${returns.join(", ")}: ${difference} Divide what each asset is worth by the whole equity, cash included.`;
      }
      return undefined;
    },
  }),
};
