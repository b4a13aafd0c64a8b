import { notAvailable, type Measure } from "./measure.ts";
import { standardDeviation } from "./moments.ts";

/** What the annualised statistics need to know of the returns. */
export type ReturnOptions = {
  /** Bars in a year: 252 for daily bars of a stock, 365 of a crypto currency. */
  readonly periodsPerYear?: number;
  /** Fewest returns from which the number is told. Default 30. */
  readonly fewest?: number;
};

/** Annualised volatility, s·√P, s the sample standard deviation. in: simple returns [N]  out: a share a year; N/A below `fewest` returns */
export function volatility(returns: ArrayLike<number>, { periodsPerYear = 252, fewest = 30 }: ReturnOptions = {}): Measure {
  return tooFew(returns.length, fewest) ?? standardDeviation(returns) * Math.sqrt(periodsPerYear);
}

/** The reason why so few returns tell nothing, or undefined if there are enough. */
export function tooFew(count: number, fewest: number, what = "returns"): Measure | undefined {
  const needed = Math.max(2, fewest);
  return count < needed ? notAvailable(`${count} ${what}, ${needed} needed`) : undefined;
}
