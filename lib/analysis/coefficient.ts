import { longRunVariance, overlapLags } from "./longRunVariance.ts";
import { twoSidedP } from "./normal.ts";
import type { Pairs } from "./pairs.ts";
import { correlation, standardised } from "./standardised.ts";

/** Fewer rows than these tell nothing. */
export const FEWEST_ROWS = 30;

/** A correlation with what is known of its error. All NaN but `rows` where the rows cannot tell. */
export type Coefficient = {
  /** −1..1. */
  readonly value: number;
  readonly standardError: number;
  /** value / standardError. */
  readonly t: number;
  /** Two-sided, from t by the normal distribution. */
  readonly p: number;
  /** Rows with both values. */
  readonly rows: number;
};

const UNKNOWN = { value: Number.NaN, standardError: Number.NaN, t: Number.NaN, p: Number.NaN };

/**
 * Correlation of pairs in order of time. The error is that of the slope of one standardised column on the other:
 * √LRV(zₜ·(uₜ − IC·zₜ))/N, LRV by Newey and West 1987 over `overlapLags` rows, since labels over several bars overlap.
 */
export function coefficientOf({ rows, x, y }: Pairs, horizon: number): Coefficient {
  const count = rows.length;
  const z = count < FEWEST_ROWS ? undefined : standardised(x);
  const u = count < FEWEST_ROWS ? undefined : standardised(y);
  if (z === undefined || u === undefined) return { ...UNKNOWN, rows: count };
  const value = correlation(z, u);
  const score = u;
  for (let t = 0; t < count; t++) score[t] = z[t]! * (u[t]! - value * z[t]!);
  const standardError = Math.sqrt(longRunVariance(score, overlapLags(count, horizon))) / count;
  const t = value / standardError;
  return { value, standardError, t, p: twoSidedP(t), rows: count };
}
