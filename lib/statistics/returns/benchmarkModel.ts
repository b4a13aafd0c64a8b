import { longRunVariance } from "../../analysis/index.ts";
import { notAvailable, tooFew, type Measure, type NotAvailable } from "../measure.ts";
import { mean, moments, standardDeviation } from "../moments.ts";
import { checkSamples } from "../samples.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/** A strategy seen through a benchmark, usually buy-and-hold of the same bars. */
export type BenchmarkModel = {
  /** What the benchmark does not explain, a year: intercept of r = α + β·b + ε, times the periods. Jensen 1968. */
  readonly alpha: number;
  /** Move of the strategy for one of the benchmark, Σ(b−b̄)(r−r̄)/Σ(b−b̄)². */
  readonly beta: number;
  /** α in its standard errors, by Newey and West 1987. Above 2 it is beyond chance. */
  readonly alphaT: number;
  /** Share of the strategy's variance that the benchmark explains, 0..1. */
  readonly r2: number;
  /** Mean of r − b over its sample standard deviation, annualised. Grinold and Kahn 2000. */
  readonly informationRatio: Measure;
};

/**
 * Regression of a strategy's returns on a benchmark's, errors that know of dependence over `lags` rows (default ⌊4·(N/100)^(2/9)⌋).
 * in: simple returns of the same rows [N]  out: N/A below `fewest` returns, or if either does not vary
 */
export function benchmarkModel(returns: ArrayLike<number>, benchmark: ArrayLike<number>, { fewest = 30, lags, periodsPerYear = 252 }: ReturnOptions & { readonly lags?: number } = {}): BenchmarkModel | NotAvailable {
  const count = checkSamples("benchmarkModel", { returns, benchmark });
  const few = tooFew(count, fewest);
  if (few !== undefined) return few;
  const [ours, theirs] = [moments(returns), moments(benchmark)];
  if (ours.squares === 0 || theirs.squares === 0) return notAvailable(`the returns of the ${theirs.squares === 0 ? "benchmark" : "strategy"} do not vary`);
  let products = 0;
  for (let t = 0; t < count; t++) products += (returns[t]! - ours.mean) * (benchmark[t]! - theirs.mean);
  const beta = products / theirs.squares;
  const alpha = ours.mean - beta * theirs.mean;
  const active = Float64Array.from({ length: count }, (_, t) => returns[t]! - benchmark[t]!);
  const deviation = standardDeviation(active);
  return {
    alpha: alpha * periodsPerYear,
    beta,
    alphaT: alpha / alphaError(returns, benchmark, { alpha, beta, centre: theirs.mean, squares: theirs.squares }, lags ?? Math.floor(4 * (count / 100) ** (2 / 9))),
    r2: Math.min(1, products ** 2 / (theirs.squares * ours.squares)),
    informationRatio: deviation === 0 ? notAvailable("the strategy is the benchmark") : (mean(active) / deviation) * Math.sqrt(periodsPerYear),
  };
}

/** Error of the intercept: it is Σwₜrₜ with wₜ = 1/N − b̄(bₜ−b̄)/Σ(b−b̄)², so its variance is the long-run one of wₜεₜ. */
function alphaError(returns: ArrayLike<number>, benchmark: ArrayLike<number>, { alpha, beta, centre, squares }: { alpha: number; beta: number; centre: number; squares: number }, lags: number): number {
  const terms = Float64Array.from({ length: returns.length }, (_, t) => {
    const residual = returns[t]! - alpha - beta * benchmark[t]!;
    return residual * (1 / returns.length - (centre * (benchmark[t]! - centre)) / squares);
  });
  return Math.sqrt(longRunVariance(terms, lags));
}
