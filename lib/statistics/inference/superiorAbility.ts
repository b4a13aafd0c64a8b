import type { NotAvailable } from "../measure.ts";
import { searchedGains, type SearchedGains, type SearchOptions } from "./realityCheck.ts";

export type SuperiorAbility = {
  /** Number of the trial with the highest gain in its own errors. */
  readonly best: number;
  /** That gain: √N·d̄ₖ/ωₖ. */
  readonly statistic: number;
  /** Hansen's consistent p-value: below 0.05 the best is beyond chance, the search included. */
  readonly p: number;
  /** The p-value if all bad trials were left out, and if all counted as good as the benchmark. */
  readonly lower: number;
  readonly upper: number;
};

/**
 * Hansen's test of superior predictive ability: White's reality check with each gain in its own errors, and with trials left out that are bad beyond doubt
 * (√N·d̄ₖ/ωₖ < −√(2·ln ln N)). Hansen 2005. Variances by the stationary bootstrap's own kernel, Politis and Romano 1994.
 * It takes the errors for known, which they are not in short samples: of noise it calls at 5 % an edge 6.2 ± 0.2 % in half a year (7.3 ± 0.4 % with the block of `blockLength`), 5.2 ± 0.4 % in a year.
 * That is the test's own: arch 8.0.0 on the same returns does the same. Where there is less than a year, ask for 0.03.
 * in: returns by trial over the same days, [K] of [N]  out: p from 1/(1 + resamples); N/A below `fewest` returns
 */
export function superiorAbility(returnsByTrial: readonly ArrayLike<number>[], options: SearchOptions): SuperiorAbility | NotAvailable {
  const searched = searchedGains("superiorAbility", returnsByTrial, options);
  if ("reason" in searched) return searched;
  const { count, differences, gains, meanBlock, resamples } = searched;
  const errors = differences.map((gain, k) => Math.sqrt(bootstrapVariance(gain, gains[k]!, meanBlock) / count));
  const scores = Float64Array.from(gains, (gain, k) => (errors[k]! > 0 ? gain / errors[k]! : -Infinity));
  const best = scores.indexOf(Math.max(...scores));
  const statistic = Math.max(0, scores[best]!);
  const doubt = -Math.sqrt(2 * Math.log(Math.log(count)));
  const p = (centre: (k: number) => number) => (1 + reachedBy(searched, errors, statistic, Float64Array.from(gains, (_, k) => centre(k)))) / (1 + resamples);
  return { best, statistic: scores[best]!, p: p((k) => (scores[k]! >= doubt ? gains[k]! : 0)), lower: p((k) => Math.max(0, gains[k]!)), upper: p((k) => gains[k]!) };
}

/** Resamples whose best trial does as well; gains lose `centres` first, which makes them trials without any. */
function reachedBy({ gains, resampled, resamples }: SearchedGains, errors: readonly number[], statistic: number, centres: Float64Array): number {
  const width = gains.length;
  let reached = 0;
  for (let b = 0; b < resamples; b++) {
    let most = 0;
    for (let k = 0; k < width; k++) if (errors[k]! > 0) most = Math.max(most, (resampled[b * width + k]! - centres[k]!) / errors[k]!);
    if (most >= statistic) reached++;
  }
  return reached;
}

/** Variance of √N times the mean of a resample: γ₀ + 2Σκₖγₖ, κₖ = (1 − k/N)·(1 − q)ᵏ + k/N·(1 − q)^(N−k), q one over the mean block. Terms below 1e-10 are left out. */
export function bootstrapVariance(x: Float64Array, centre: number, meanBlock: number): number {
  const [count, stay] = [x.length, 1 - 1 / meanBlock];
  let sum = 0;
  for (let lag = 0; lag < count; lag++) {
    const weight = lag === 0 ? 1 : 2 * ((1 - lag / count) * stay ** lag + (lag / count) * stay ** (count - lag));
    if (weight < 1e-10) continue;
    let products = 0;
    for (let t = lag; t < count; t++) products += (x[t]! - centre) * (x[t - lag]! - centre);
    sum += (weight * products) / count;
  }
  return sum;
}
