import type { Label } from "../labels/index.ts";
import { ValidationError } from "./error.ts";
import type { RowRange } from "./split.ts";

/** One combination of groups: tested on them, fitted on what of the others is neither purged nor under embargo. Ranges in order of time. */
export type CombinatorialFold = {
  /** Numbers of the test groups, from 0, ascending. */
  readonly groups: readonly number[];
  readonly train: readonly RowRange[];
  /** One range a test group. */
  readonly test: readonly RowRange[];
};

export type CombinatorialSplit = {
  /** Rows of each group, in order of time. [N] */
  readonly groups: readonly RowRange[];
  /** C(N, k) folds, by their test groups in the order of a dictionary. */
  readonly folds: readonly CombinatorialFold[];
  /** `paths[j][g]`: number of the fold that foretells group g in path j. Each path foretells every row once; no fold serves a group in two paths. [φ][N] */
  readonly paths: readonly (readonly number[])[];
};

export type CombinatorialOptions = {
  /** N. Default 6. */
  readonly groups?: number;
  /** k. Default 2. */
  readonly testGroups?: number;
  /** What is foretold; its horizon is purged on both sides of each test. */
  readonly label: Pick<Label, "horizon">;
  /** Rows left out behind each test beside the purged ones. Default: the label's horizon. */
  readonly embargo?: number;
};

/** More folds than this are a mistake. */
const MOST_FOLDS = 5000;

/**
 * Combinatorial purged cross-validation. López de Prado 2018, ch. 12.
 *   N groups of rows, each choice of k of them a test: C(N, k) folds, of which φ = k/N · C(N, k) paths through all rows are made
 * Purge: a training label is known before the first row of a later test, and a training row lies behind all that the labels of an earlier test look at.
 * Embargo: further rows behind a test, whose columns remember it (§7.4.2).
 * The first rows mod N groups have one row more.
 */
export function combinatorialPurged(rows: RowRange, options: CombinatorialOptions): CombinatorialSplit {
  const { groups: count = 6, label: { horizon }, testGroups = 2 } = options;
  const { embargo = horizon } = options;
  for (const [what, value, least] of [["groups", count, 2], ["testGroups", testGroups, 1], ["the label's horizon", horizon, 1], ["embargo", embargo, 0]] as const) {
    if (!Number.isInteger(value) || value < least) throw new ValidationError(`combinatorialPurged: ${what} must be a whole number ≥ ${least}, got ${value}`);
  }
  if (testGroups >= count) throw new ValidationError(`combinatorialPurged: testGroups (${testGroups}) must be fewer than groups (${count}), or nothing is left to learn from`);
  const combinations = choices(count, testGroups);
  const groups = groupsOf(rows, count);
  const folds = combinations.map((chosen) => ({ groups: chosen, train: trainingRows(groups, chosen, horizon, embargo), test: chosen.map((g) => groups[g]!) }));
  if (rows.to - rows.from < count || folds.some(({ train }) => train.length === 0)) {
    const isEnough = (total: number) => combinations.every((chosen) => trainingRows(groupsOf({ from: 0, to: total }, count), chosen, horizon, embargo).length > 0);
    throw new ValidationError(`combinatorialPurged: ${Math.max(0, rows.to - rows.from)} rows in ${count} groups, of which ${testGroups} are tested, leave a fold without a row to learn from, with a horizon of ${horizon} and an embargo of ${embargo}; at least ${fewest(isEnough, count)} rows are wanted. Give more rows or fewer groups`);
  }
  return { groups, folds, paths: pathsOf(combinations, count) };
}

/** Groups of consecutive rows, as even as can be. */
function groupsOf({ from, to }: RowRange, count: number): readonly RowRange[] {
  const rows = Math.max(0, to - from);
  const start = (group: number) => from + group * Math.floor(rows / count) + Math.min(group, rows % count);
  return Array.from({ length: count }, (_, g) => ({ from: start(g), to: start(g + 1) }));
}

/** The smallest number of rows, at least `least`, that is enough. */
function fewest(isEnough: (rows: number) => boolean, least: number): number {
  let high = least;
  while (!isEnough(high)) high *= 2;
  let low = least;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Runs of the other groups, cut where a label would reach into a test, or out of one. */
function trainingRows(groups: readonly RowRange[], chosen: readonly number[], horizon: number, embargo: number): readonly RowRange[] {
  const ranges: RowRange[] = [];
  for (let g = 0; g < groups.length; ) {
    if (chosen.includes(g)) {
      g++;
      continue;
    }
    const first = g;
    while (g < groups.length && !chosen.includes(g)) g++;
    const from = first === 0 ? groups[0]!.from : groups[first]!.from + horizon + embargo;
    const to = g === groups.length ? groups[g - 1]!.to : groups[g]!.from - horizon;
    if (from < to) ranges.push({ from, to });
  }
  return ranges;
}

/** All choices of k of the numbers 0 .. n−1, each ascending, in the order of a dictionary. */
function choices(n: number, k: number): readonly (readonly number[])[] {
  let count = 1;
  for (let j = 1; j <= k; j++) count = (count * (n - k + j)) / j;
  if (count > MOST_FOLDS) throw new ValidationError(`combinatorialPurged: ${n} groups of which ${k} are tested make ${Math.round(count)} folds, more than ${MOST_FOLDS}; take fewer`);
  const from = (first: number, left: number): number[][] => {
    if (left === 0) return [[]];
    return Array.from({ length: Math.max(0, n - first - left + 1) }, (_, d) => first + d).flatMap((g) => from(g + 1, left - 1).map((rest) => [g, ...rest]));
  };
  return from(0, k);
}

/** The j-th fold that tests a group serves it in path j. */
function pathsOf(combinations: readonly (readonly number[])[], groups: number): readonly (readonly number[])[] {
  const serving = Array.from({ length: groups }, (_, g) => combinations.flatMap((chosen, fold) => (chosen.includes(g) ? [fold] : [])));
  return serving[0]!.map((_, path) => serving.map((folds) => folds[path]!));
}
