import { SESSIONS } from "../market/index.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { exercise } from "./exercise.ts";
import { differenceOf } from "./expect.ts";

const NO = Number.NaN;
const HOLED = [[1, NO, NO, 4, NO], [NO, NO, 3, NO, 0, NO], [5], [NO]].map((values) => Float64Array.from(values));

export type PriceColumns = { readonly open: Float64Array; readonly high: Float64Array; readonly low: Float64Array; readonly close: Float64Array };
/** Open, high, low, close, and whether the bar is impossible. */
const BARS: readonly (readonly [number, number, number, number, boolean])[] = [
  [2, 3, 1, 2, false], [2, 1, 3, 2, true], [4, 3, 1, 2, true], [2, 3, 1, 4, true], [0.5, 3, 1, 2, true], [2, 3, 1, 0.5, true], [2, 2, 2, 2, false], [0, 1, 0, 1, true], [2, 3, -1, 2, true], [3, 3, 1, 1, false],
];

/** Exercises of notebook 02. */
export const cleanExercises = {
  forwardFill: exercise<(values: Float64Array) => ArrayLike<number>>({
    number: 1,
    title: "forward fill",
    task: "Return the values with each NaN replaced by the last known value; NaN before the first.",
    check(answer) {
      for (const values of HOLED) {
        let known = NO;
        const expected = values.map((value) => (known = Number.isNaN(value) ? known : value));
        const given = values.slice();
        const difference = differenceOf(answer(given), expected);
        if (difference !== undefined) return `For ${values.join(", ")}: ${difference}`;
      }
      return undefined;
    },
  }),
  impossibleRows: exercise<(prices: PriceColumns) => ArrayLike<number>>({
    number: 2,
    title: "impossible bars",
    task: "Return the rows whose high is below, or whose low is above, another of their prices, and those with a price not above 0.",
    check(answer) {
      for (const bars of [BARS, BARS.toReversed(), BARS.filter(([, , , , isBad]) => !isBad)]) {
        const column = (k: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(bars, (bar) => bar[k]);
        const got = answer({ open: column(0), high: column(1), low: column(2), close: column(3) });
        const rows = Array.from(got);
        for (const [row, [open, high, low, close, isBad]] of bars.entries()) {
          if (rows.includes(row) !== isBad) return `The bar with open ${open}, high ${high}, low ${low}, close ${close} is ${isBad ? "impossible, yet its row is not returned" : "possible, yet its row is returned"}.`;
        }
        const difference = differenceOf(got, bars.flatMap(([, , , , isBad], row) => (isBad ? [row] : [])));
        if (difference !== undefined) return `Each row once, in order: ${difference}`;
      }
      return undefined;
    },
  }),
  trailingMedian: exercise<(values: Float64Array, window: number) => ArrayLike<number>>({
    number: 3,
    title: "a trailing median",
    task: "Return for each row the median of the values in the window before it, NaN while there are fewer.",
    check(answer) {
      const { normal } = randomStream(randomKey(2));
      const drawn = Float64Array.from({ length: 40 }, () => 8 + 5 * normal());
      for (const [values, window] of [[drawn, 5], [drawn, 6], [Float64Array.of(9, 10, 100, 1, 2, 30, 4), 3]] as const) {
        const expected = values.map((_, t) => (t < window ? NO : median(values.slice(t - window, t))));
        const difference = differenceOf(answer(values.slice(), window), expected);
        if (difference !== undefined) return `For a window of ${window}: ${difference}${window % 2 === 0 ? " The median of an even number of values is the mean of the two in the middle." : ""}`;
      }
      return undefined;
    },
  }),
  openSessions: exercise<(hour: number) => readonly string[]>({
    number: 4,
    title: "open sessions",
    task: "Return the names of the sessions open in an hour of UTC, in the order Sydney, Tokyo, London, New York.",
    check(answer) {
      for (let hour = 0; hour < 24; hour++) {
        const expected = SESSIONS.filter(({ closes, opens }) => (opens < closes ? hour >= opens && hour < closes : hour >= opens || hour < closes)).map(({ name }) => name).join(", ");
        const got = Array.from(answer(hour)).join(", ");
        if (got !== expected) return `From ${hour}:00 on these are open: ${expected}; yours: ${got === "" ? "none" : got}.${hour < 7 ? " A session that opens at 22 is still open after midnight." : ""}`;
      }
      return undefined;
    },
  }),
};

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
