import { longRunVariance } from "./longRunVariance.ts";
import { twoSidedP } from "./normal.ts";

/** Mean of a series of coefficients or returns, and whether it differs from zero. NaN where there are too few. */
export type MeanTest = {
  readonly mean: number;
  /** Sample standard deviation of the terms, ÷ (N − 1). */
  readonly deviation: number;
  /** Information ratio: mean / deviation, a period. */
  readonly ir: number;
  /** Mean / its standard error. */
  readonly t: number;
  readonly p: number;
  /** Terms with a value. */
  readonly count: number;
};

/**
 * Test of a mean whose terms depend on one another over `lags` terms; error √LRV/N · √(N/(N−1)), Newey and West 1987.
 * With no lags it is Student's t. Terms without a value are left out.
 */
export function meanTest(terms: ArrayLike<number>, lags = 0): MeanTest {
  const known = Array.from(terms).filter((value) => !Number.isNaN(value));
  const count = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean, deviation: Number.NaN, ir: Number.NaN, t: Number.NaN, p: Number.NaN, count };
  const centred = known.map((value) => value - mean);
  const deviation = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0) / (count - 1));
  const error = Math.sqrt(longRunVariance(centred, lags) / (count * (count - 1)));
  return { mean, deviation, ir: mean / deviation, t: mean / error, p: twoSidedP(mean / error), count };
}
