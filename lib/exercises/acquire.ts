import { exercise } from "./exercise.ts";
import { differenceOf } from "./expect.ts";

const DAY = 86_400_000;
const CLOSES = [[100, 110, 99], [5, 5, 10, 2.5], [3]].map((values) => Float64Array.from(values));
const LINES: readonly (readonly [string, readonly number[]])[] = [
  ["2020-04-17,1,3,0.5,2,7", [1, 3, 0.5, 2, 7]],
  ["2000-01-03,1469.25,1478,1438.359985,1455.219971,931800000", [1469.25, 1478, 1438.359985, 1455.219971, 931800000]],
  ["2020-04-17,1,,0.5,2,", [1, Number.NaN, 0.5, 2, Number.NaN]],
];
const BAD_CELLS = ["two", "1.5x", "-"];
const TIMES: readonly (readonly [readonly number[], readonly number[]])[] = [[[1, 2, 3], [3, 4]], [[5, 9], [1, 5, 7, 11]], [[], [2, 3]], [[10, 20, 100], [10, 20, 100]]];

/** Exercises of notebook 01. */
export const acquireExercises = {
  simpleReturns: exercise<(close: Float64Array) => ArrayLike<number>>({
    number: 1,
    title: "simple returns",
    task: "Return close/previous close − 1 for each bar, NaN for the first.",
    check(answer) {
      for (const close of CLOSES) {
        const expected = close.map((price, t) => (t === 0 ? Number.NaN : price / close[t - 1]! - 1));
        const difference = differenceOf(answer(close.slice()), expected);
        if (difference !== undefined) return `For closes ${close.join(", ")}: ${difference}`;
      }
      return undefined;
    },
  }),
  csvNumbers: exercise<(line: string) => ArrayLike<number>>({
    number: 2,
    title: "a line of CSV",
    task: "Return [open, high, low, close, volume] of a line, NaN for an empty cell; throw an error that contains a cell which is no number.",
    check(answer) {
      for (const [line, expected] of LINES) {
        const difference = differenceOf(answer(line), expected);
        if (difference !== undefined) return `For the line "${line}": ${difference}${expected.some(Number.isNaN) ? ' Note that Number("") is 0.' : ""}`;
      }
      for (const cell of BAD_CELLS) {
        const thrown = errorOf(() => answer(`2020-04-17,1,3,0.5,${cell},7`));
        if (thrown === undefined) return `The cell "${cell}" is no number, yet no error was thrown. parseFloat reads only the beginning of a text.`;
        if (!thrown.includes(cell)) return `The error must contain the bad cell "${cell}"; it says "${thrown}".`;
      }
      return undefined;
    },
  }),
  monthEnds: exercise<(closeTime: Float64Array, close: Float64Array) => ArrayLike<number>>({
    number: 3,
    title: "month ends",
    task: "Return the last close of each UTC month, in order.",
    check(answer) {
      for (const [start, step, rows] of [["2020-01-02", 7, 20], ["2019-12-30", 1, 40], ["2019-06-15", 92, 5], ["2019-01-15", 365, 3]] as const) {
        const closeTime = Float64Array.from({ length: rows }, (_, t) => Date.parse(start) + (t * step + 1) * DAY - 1);
        const close = closeTime.map((_, t) => 100 + ((t * 37) % 11));
        const month = (t: number): string => new Date(closeTime[t]!).toISOString().slice(0, 7);
        const expected = close.filter((_, t) => t === rows - 1 || month(t) !== month(t + 1));
        const difference = differenceOf(answer(closeTime.slice(), close.slice()), expected);
        if (difference !== undefined) return `For ${rows} bars from ${start} on, one every ${step} days: ${difference}`;
      }
      return undefined;
    },
  }),
  mergeTimes: exercise<(known: readonly number[], fresh: readonly number[]) => ArrayLike<number>>({
    number: 4,
    title: "adding new bars",
    task: "Return every time of both lists once, in order.",
    check(answer) {
      for (const [known, fresh] of TIMES) {
        const expected = [...new Set([...known, ...fresh])].sort((a, b) => a - b);
        const difference = differenceOf(answer([...known], [...fresh]), expected);
        if (difference !== undefined) return `For [${known.join(", ")}] and [${fresh.join(", ")}]: ${difference}`;
      }
      return undefined;
    },
  }),
};

function errorOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    // An exercise not yet begun is for the judge to tell.
    if (error instanceof Error && error.name === "UnsolvedError") throw error;
    return error instanceof Error ? error.message : String(error);
  }
}
