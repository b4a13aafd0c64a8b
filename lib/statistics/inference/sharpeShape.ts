import { isAvailable, notAvailable, tooFew, type NotAvailable } from "../measure.ts";
import { moments, sizeOf, standardDeviation, type Sample } from "../moments.ts";
import { kurtosis } from "../returns/kurtosis.ts";
import { skewness } from "../returns/skewness.ts";

/** All that the error of a Sharpe ratio needs to know. Nothing is annualised here. */
export type SharpeShape = {
  /** Sharpe ratio a period. */
  readonly sharpe: number;
  /** Number of returns. */
  readonly count: number;
  /** Default 0. */
  readonly skewness?: number;
  /** Default 3, that of the normal distribution. */
  readonly kurtosis?: number;
};

/**
 * Variance of a Sharpe ratio a period, times the number of returns: 1 − γ₃·SR + (γ₄ − 1)/4·SR².
 * Mertens 2002; 1 + SR²/2 for normal returns, Lo 2002. Holds for returns that do not depend on one another.
 */
export function sharpeVarianceFactor({ kurtosis: fourth = 3, sharpe, skewness: third = 0 }: Omit<SharpeShape, "count">): number {
  return 1 - third * sharpe + ((fourth - 1) / 4) * sharpe ** 2;
}

/** The shape of a sample. in: simple returns [N] or their moments  out: N/A below `fewest` returns or if they do not vary */
export function sharpeShape(returns: Sample, fewest = 30): Required<SharpeShape> | NotAvailable {
  const few = tooFew(sizeOf(returns), fewest);
  if (few !== undefined) return few;
  const known = moments(returns);
  const [third, fourth] = [skewness(known, { fewest }), kurtosis(known, { fewest })];
  if (!isAvailable(third) || !isAvailable(fourth)) return notAvailable("the returns do not vary");
  return { sharpe: known.mean / standardDeviation(known), count: known.count, skewness: third, kurtosis: fourth };
}
