import type { RandomKey } from "../../random/index.ts";
import { notAvailable, tooFew, type NotAvailable } from "../measure.ts";
import { mean } from "../moments.ts";
import { blockLength } from "./blockLength.ts";
import { resampledMeans } from "./resampledMeans.ts";
import { checkTrials } from "./trialReturns.ts";

export type SearchOptions = {
  readonly key: RandomKey;
  /** Returns of what must be beaten, the same days; default nothing. [N] */
  readonly benchmark?: ArrayLike<number>;
  readonly resamples?: number;
  /** Mean length of a block, in rows; default the longest that any trial asks for (`blockLength`). */
  readonly meanBlock?: number;
  readonly fewest?: number;
};

export type RealityCheck = {
  /** Number of the trial with the highest mean gain over the benchmark. */
  readonly best: number;
  /** Its mean gain a period. */
  readonly gain: number;
  /** How often the best of trials without any gain does as well: below 0.05 is beyond chance, the search included. */
  readonly p: number;
};

/**
 * White's reality check: is the best of all trials better than a benchmark, when all were tried? V = max √N·d̄ₖ against max √N·(d̄*ₖ − d̄ₖ) of stationary bootstrap samples.
 * White 2000, A reality check for data snooping. Bad trials among many make it severe; `superiorAbility` mends that.
 * in: returns by trial over the same days, [K] of [N]  out: p from 1/(1 + resamples); N/A below `fewest` returns or if no trial differs from the benchmark
 */
export function realityCheck(returnsByTrial: readonly ArrayLike<number>[], options: SearchOptions): RealityCheck | NotAvailable {
  const searched = searchedGains("realityCheck", returnsByTrial, options);
  if ("reason" in searched) return searched;
  const { best, gains, resampled, resamples } = searched;
  const width = gains.length;
  let reached = 0;
  for (let b = 0; b < resamples; b++) {
    let most = -Infinity;
    for (let k = 0; k < width; k++) most = Math.max(most, resampled[b * width + k]! - gains[k]!);
    if (most >= gains[best]!) reached++;
  }
  return { best, gain: gains[best]!, p: (1 + reached) / (1 + resamples) };
}

export type SearchedGains = {
  readonly best: number;
  readonly count: number;
  readonly differences: readonly Float64Array[];
  /** Mean gain of each trial. [K] */
  readonly gains: Float64Array;
  readonly meanBlock: number;
  /** Mean gains of each resample. [B·K] */
  readonly resampled: Float64Array;
  readonly resamples: number;
};

/** Gains of the trials over the benchmark, and their means over resampled days. */
export function searchedGains(what: string, returnsByTrial: readonly ArrayLike<number>[], { benchmark, fewest = 30, key, meanBlock, resamples = 1000 }: SearchOptions): SearchedGains | NotAvailable {
  const count = checkTrials(what, benchmark === undefined ? returnsByTrial : [...returnsByTrial, benchmark], benchmark === undefined ? 1 : 2);
  const few = tooFew(count, fewest);
  if (few !== undefined) return few;
  const differences = returnsByTrial.map((returns) => Float64Array.from({ length: count }, (_, t) => returns[t]! - (benchmark?.[t] ?? 0)));
  if (differences.every((gain) => gain.every((value) => value === gain[0]))) return notAvailable("no trial ever differs from the benchmark");
  const gains = Float64Array.from(differences, mean);
  const rows = meanBlock ?? Math.max(...differences.map(blockLength));
  return { best: gains.indexOf(Math.max(...gains)), count, differences, gains, meanBlock: rows, resampled: resampledMeans(differences, { key, meanBlock: rows, resamples }), resamples };
}
