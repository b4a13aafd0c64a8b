import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { mean, standardDeviation } from "../moments.ts";
import { periodReturns } from "./periodReturns.ts";

/** All Januaries of an equity curve, and so on. */
export type CalendarMonth = { readonly month: number; readonly years: number; /** Mean return of the month, a share. */ readonly mean: Measure; /** Mean ÷ its standard error: twelve months are twelve chances, so below 3 it may be luck. */ readonly t: Measure; readonly best: number | null; readonly worst: number | null };

/** Returns by month of the year, January first. in: close times and equity [N]  out: 12 rows; N/A below `fewest` years */
export function byCalendarMonth(closeTime: ArrayLike<number>, equity: ArrayLike<number>, { fewest = 5 }: { readonly fewest?: number } = {}): CalendarMonth[] {
  const months = periodReturns(closeTime, equity, "month");
  return Array.from({ length: 12 }, (_, k) => {
    const returns = months.filter(({ month }) => month === k + 1).map((one) => one.return);
    const few = tooFew(returns.length, fewest, "years");
    const error = standardDeviation(few === undefined ? returns : [0]) / Math.sqrt(returns.length);
    return {
      month: k + 1,
      years: returns.length,
      mean: few ?? mean(returns),
      t: few ?? (error === 0 ? notAvailable("the month's returns do not vary") : mean(returns) / error),
      best: returns.length === 0 ? null : Math.max(...returns),
      worst: returns.length === 0 ? null : Math.min(...returns),
    };
  });
}
