import { periodReturns } from "./periodReturns.ts";

/** A year of an equity curve: twelve months and the whole. null where there is no close. */
export type MonthlyRow = { readonly year: number; /** January first. [12] */ readonly months: readonly (number | null)[]; readonly whole: number };

/** Monthly returns, one row a year, oldest first. in: close times and equity [N]  out: shares */
export function monthlyTable(closeTime: ArrayLike<number>, equity: ArrayLike<number>): MonthlyRow[] {
  const months = periodReturns(closeTime, equity, "month");
  return periodReturns(closeTime, equity, "year").map(({ return: whole, year }) => {
    const row = new Array<number | null>(12).fill(null);
    for (const one of months) if (one.year === year && one.month !== null) row[one.month - 1] = one.return;
    return { year, months: row, whole };
  });
}
