import { averageEnsemble } from "../methods/average.ts";
import type { Ensemble } from "../ensemble.ts";
import { EnsembleError } from "../error.ts";
import { checkMembers, type Members } from "../members.ts";
import { requireLength } from "../rows.ts";
import type { CombineOptions } from "../walkForwardCombination.ts";

export type ContributionOptions = Omit<CombineOptions, "levels"> & {
  /** How the forecasts are combined. Default: the simple average. */
  readonly ensemble?: Ensemble;
  /** Error of a forecast. Default: squared. */
  readonly loss?: (forecast: number, actual: number) => number;
  /** Forecast of an ensemble without members. Default 0, no change; 0.5 suits probabilities. */
  readonly empty?: number;
};

/** What each member does to the ensemble's mean error, in its unit; above zero: it helps. */
export type Contribution = Readonly<Record<string, number>>;

/** By how much the ensemble's mean error grows when one member is left out and the others are combined anew. Above zero: the member helps. Members that are alike hide each other: `shapleyContribution` shares it fairly. */
export function leaveOneOut(actual: ArrayLike<number>, members: Members, options: ContributionOptions): Contribution {
  const errorOf = errors("leaveOneOut", actual, members, options);
  const names = Object.keys(members);
  const all = errorOf(names);
  return Object.fromEntries(names.map((left) => [left, errorOf(names.filter((name) => name !== left)) - all]));
}

/** Members for which all 2^K ensembles are still made. */
const MOST = 10;

/**
 * Shapley value of each member: by how much it lowers the ensemble's mean error, averaged over all orders in which members may join. Shapley 1953; Rozemberczki and Sarkar 2021, https://arxiv.org/abs/2101.02153.
 *   φₖ = Σ over S without k of  |S|! (K−|S|−1)!/K! · (error(S) − error(S + k));  Σ φₖ = error(nobody) − error(all)
 * Exact, by all 2^K ensembles of at most 10 members.
 */
export function shapleyContribution(actual: ArrayLike<number>, members: Members, options: ContributionOptions): Contribution {
  const names = Object.keys(members);
  if (names.length > MOST) throw new EnsembleError(`shapleyContribution: ${names.length} members make ${2 ** names.length} ensembles; give at most ${MOST}, or take leaveOneOut`);
  const errorOf = errors("shapleyContribution", actual, members, options);
  const error = Array.from({ length: 2 ** names.length }, (_, set) => errorOf(names.filter((_name, k) => (set >> k) & 1)));
  const share = names.map((_, size) => 1 / (names.length * choose(names.length - 1, size))); // of a set of that size without the member
  return Object.fromEntries(names.map((name, k) => {
    const gains = error.map((before, set) => ((set >> k) & 1 ? 0 : share[bits(set)]! * (before - error[set | (1 << k)]!)));
    return [name, gains.reduce((sum, gain) => sum + gain, 0)];
  }));
}

/** Mean error of the ensemble of some members. */
function errors(what: string, actual: ArrayLike<number>, members: Members, { empty = 0, ensemble = averageEnsemble(), loss = (forecast, y) => (forecast - y) ** 2, ...options }: ContributionOptions): (names: readonly string[]) => number {
  const count = checkMembers(what, members, options.missing);
  requireLength(what, "actual", actual.length, count);
  return (names) => {
    const forecast = names.length === 0 ? new Float64Array(count).fill(empty) : ensemble.restrictedTo(names).combine(Object.fromEntries(names.map((name) => [name, members[name]!])), actual, options).forecast;
    return forecast.reduce((sum, f, t) => sum + loss(f, actual[t]!), 0) / count;
  };
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}
