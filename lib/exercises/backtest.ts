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
  stopFill: exercise<(stop: number, open: number, low: number) => number>({
    number: 2,
    title: "the price of a stop",
    task: "Return the price at which a bar fills a stop order that sells, NaN if it does not.",
    check(answer) {
      for (const [stop, open, low, expected] of [[95, 100, 94, 95], [95, 90, 88, 90], [95, 100, 96, Number.NaN], [95, 100, 95, 95], [95, 95, 90, 95]] as const) {
        const difference = numberDifference(answer(stop, open, low), expected);
        if (difference) return `For a stop at ${stop} in a bar that opens at ${open} and falls to ${low} ${difference} A bar that opens below the stop fills it at its open, one that reaches it later at the stop.`;
      }
      return undefined;
    },
  }),
  breakEvenBps: exercise<(profit: number, traded: number) => number>({
    number: 3,
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
};
