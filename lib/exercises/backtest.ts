import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

/** Exercises of notebook 14. */
export const backtestExercises = {
  heldPositions: exercise<(wanted: Float64Array) => ArrayLike<number>>({
    number: 1,
    title: "the position held",
    task: "Return the position held between open and close of each bar, from positions decided at closes and traded at the next open.",
    check(answer) {
      for (const wanted of [[1, 0, 1, 1, -1], [-1, -1, 0.5], [1]]) {
        const difference = differenceOf(answer(Float64Array.from(wanted)), [0, ...wanted.slice(0, -1)]);
        if (difference) return `For the wanted positions ${wanted.join(", ")}: ${difference} A position is held from the open after the close at which it was decided.`;
      }
      return undefined;
    },
  }),
  breakEvenBps: exercise<(profit: number, traded: number) => number>({
    number: 2,
    title: "break-even cost",
    task: "Return the cost of a fill, in basis points of its value, at which the profit is used up.",
    check(answer) {
      for (const [profit, traded, expected] of [[500, 1_000_000, 5], [-20, 100_000, -2], [3, 40, 750]] as const) {
        const difference = numberDifference(answer(profit, traded), expected);
        if (difference) return `For a profit of ${profit} on ${traded} traded ${difference} A basis point is one hundredth of a percent.`;
      }
      return undefined;
    },
  }),
  annualSharpe: exercise<(returns: Float64Array) => number>({
    number: 3,
    title: "Sharpe ratio",
    task: "Return mean ÷ sample standard deviation · √252 of daily returns, NaN when they do not vary.",
    check(answer) {
      for (const [returns, expected] of [[[0.01, -0.01, 0.02], 0.0066666666666666671 / 0.015275252316519466 * Math.sqrt(252)], [[-0.02, 0, 0.01, -0.01], -0.005 / 0.0129099444873580568 * Math.sqrt(252)], [[0.1, 0.1, 0.1], Number.NaN]] as const) {
        const difference = numberDifference(answer(Float64Array.from(returns)), expected);
        if (difference) return `For the returns ${returns.join(", ")} ${difference}`;
      }
      return undefined;
    },
  }),
};
