import { averageRanks } from "../../analysis/ranks.ts";
import { axisOf } from "../samplers/axis.ts";
import type { Choice, Range } from "../../catalogue/searchSpace.ts";
import { completeTrials, type Search } from "./search.ts";

const GROUPS = 4;

/**
 * How much each setting alone explains of the ranks of the trials' values: ε² = max(0, 1 − (1 − η²)(n − 1)/(n − k)) over k groups, Kelley 1935.
 * Groups are the values of a choice and quarters of the trials for numbers, so a valley in the middle counts as well as a slope.
 * What settings do only together is not in it; a search that learns tries some values more often, so this is what mattered where it looked.
 * out: setting → 0 .. 1, NaN with fewer than 8 complete trials
 */
export function parameterImportance(search: Search): Readonly<Record<string, number>> {
  const trials = completeTrials(search);
  if (trials.length < 2 * GROUPS) return Object.fromEntries(Object.keys(search.space).map((name) => [name, Number.NaN]));
  const ranks = averageRanks(Float64Array.from(trials, ({ value }) => value));
  return Object.fromEntries(Object.entries(search.space).map(([name, range]) => {
    const groups = groupsOf(range, trials.map(({ settings }) => settings[name]!));
    return [name, explained(ranks, groups)];
  }));
}

/** A group for each trial. */
function groupsOf(range: Range, values: readonly Choice[]): readonly string[] {
  if (range.kind === "choice") return values.map((value) => JSON.stringify(value));
  const axis = axisOf(range);
  const ranks = averageRanks(Float64Array.from(values, (value) => axis.toPlace(Number(value))));
  return values.map((_, k) => String(Math.min(GROUPS - 1, Math.floor((GROUPS * (ranks[k]! - 0.5)) / values.length))));
}

function explained(ranks: Float64Array, groups: readonly string[]): number {
  const mean = (ranks.length + 1) / 2;
  const total = ranks.reduce((sum, rank) => sum + (rank - mean) ** 2, 0);
  const names = [...new Set(groups)];
  if (total === 0 || names.length < 2 || names.length >= ranks.length) return 0;
  const between = names.reduce((sum, name) => {
    const own = ranks.filter((_, k) => groups[k] === name);
    return sum + own.length * (own.reduce((a, b) => a + b, 0) / own.length - mean) ** 2;
  }, 0);
  return Math.max(0, 1 - ((1 - between / total) * (ranks.length - 1)) / (ranks.length - names.length));
}
