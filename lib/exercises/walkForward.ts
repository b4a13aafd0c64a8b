import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

type Test = { readonly from: number; readonly to: number };
type Rows = { readonly closeTime: Float64Array; readonly actual: Float64Array; readonly forecast: Float64Array };

const CASES: readonly (readonly [number, Test, number, number])[] = [
  [12, { from: 5, to: 8 }, 1, 0],
  [20, { from: 8, to: 12 }, 3, 2],
  [15, { from: 0, to: 4 }, 2, 1],
  [15, { from: 11, to: 15 }, 4, 5],
];

/** Rows before a test of which as many are left out, and behind it from a row on. */
function outside(count: number, { from, to }: Test, before: number, behind: number): number[] {
  return Array.from({ length: count }, (_, t) => t).filter((t) => t + before < from || t >= to + behind);
}

function choose(n: number, k: number): number {
  let count = 1;
  for (let j = 1; j <= k; j++) count = (count * (n - k + j)) / j;
  return count;
}

/** Three years, the middle one with two rows in other time zones' years: the first and the last hour, UTC. */
const hours = (texts: readonly string[]) => Float64Array.from(texts, (text) => Date.parse(`${text}:00Z`));
const ROWS: Rows = {
  closeTime: hours(["2009-12-31T23", "2010-01-01T00", "2010-06-01T21", "2010-12-31T23", "2011-01-01T00", "2011-03-01T21"]),
  actual: Float64Array.of(0.01, -0.02, 0.03, 0.01, -0.01, 0.02),
  forecast: Float64Array.of(0.02, -0.01, 0.01, 0.02, 0.01, 0.01),
};

function skillOver({ actual, forecast }: Rows, positions: readonly number[]): number {
  const squares = (error: (n: number) => number) => positions.reduce((sum, n) => sum + error(n) ** 2, 0);
  return 1 - Math.sqrt(squares((n) => forecast[n]! - actual[n]!) / squares((n) => actual[n]!));
}

/** Exercises of notebook 12. */
export const walkForwardExercises = {
  learntFrom: exercise<(count: number, test: Test, horizon: number, embargo: number) => ArrayLike<number>>({
    number: 1,
    title: "purge and embargo",
    task: "Return the rows to learn from: before the test those with t + horizon < from, behind it those with t ≥ to + horizon + embargo.",
    check(answer) {
      for (const [count, rows, horizon, embargo] of CASES) {
        const got = answer(count, { ...rows }, horizon, embargo);
        const wrong = differenceOf(got, outside(count, rows, horizon, horizon + embargo));
        if (wrong === undefined) continue;
        const is = (before: number, behind: number) => differenceOf(got, outside(count, rows, before, behind)) === undefined;
        if (is(0, 0)) return "You left out the test alone: labels of the rows before it are made of its prices.";
        if (is(horizon - 1, horizon + embargo)) return `One row too many before the test: the label of row from − ${horizon} is known in row from, which is judged.`;
        if (is(horizon, embargo)) return "Behind the test you left out the embargo alone; the test's own labels look at the rows up to to − 1 + horizon.";
        return `Of ${count} rows, the test ${rows.from} … ${rows.to - 1}, horizon ${horizon}, embargo ${embargo}: ${wrong}`;
      }
      return undefined;
    },
  }),
  pathCount: exercise<(groups: number, tested: number) => number>({
    number: 2,
    title: "how many paths",
    task: "Return the number of paths: folds times tested groups of each, divided by the groups of a path.",
    check(answer) {
      for (const [groups, tested] of [[6, 2], [8, 2], [10, 3], [5, 1]] as const) {
        const got = answer(groups, tested);
        const wrong = numberDifference(got, (choose(groups, tested) * tested) / groups);
        if (wrong === undefined) continue;
        if (numberDifference(got, choose(groups, tested)) === undefined) return `${choose(groups, tested)} is the number of folds; each foretells ${tested} of the ${groups} groups that a path needs.`;
        return `Of ${groups} groups, ${tested} tested at a time, ${wrong}`;
      }
      return undefined;
    },
  }),
  skillOfYear: exercise<(rows: Rows, year: number) => number>({
    number: 3,
    title: "skill of one year",
    task: "Return 1 − RMSE of the forecast ÷ RMSE of no change over the rows whose close lies in the year, UTC.",
    check(answer) {
      for (const year of [2010, 2011, 2009]) {
        const own = Array.from(ROWS.closeTime.keys()).filter((n) => new Date(ROWS.closeTime[n]!).getUTCFullYear() === year);
        const got = answer({ closeTime: ROWS.closeTime.slice(), actual: ROWS.actual.slice(), forecast: ROWS.forecast.slice() }, year);
        const wrong = numberDifference(got, skillOver(ROWS, own));
        if (wrong === undefined) continue;
        if (numberDifference(got, skillOver(ROWS, [...ROWS.closeTime.keys()])) === undefined) return "You took all rows; take those of the year.";
        if (numberDifference(got, 1 - (1 - skillOver(ROWS, own)) ** 2) === undefined) return "You divided mean squares; take their roots first.";
        return `For ${year} ${wrong}`;
      }
      return undefined;
    },
  }),
};
