import { checkSamples } from "../samples.ts";

/** What an equity curve made of one month or year. */
export type PeriodReturn = {
  readonly year: number;
  /** 1 is January; of the whole year null. */
  readonly month: number | null;
  /** Equity at the last close of the period ÷ that of the period before − 1; of the first period, from its first close. */
  readonly return: number;
  /** Closes in the period. */
  readonly bars: number;
};

/** Returns by month or by year, in UTC, oldest first; periods without a close are left out. in: close times and equity [N], equity above 0 */
export function periodReturns(closeTime: ArrayLike<number>, equity: ArrayLike<number>, period: "month" | "year"): PeriodReturn[] {
  const count = checkSamples("periodReturns", { closeTime, equity });
  const found: PeriodReturn[] = [];
  let [from, base] = [0, equity[0]!];
  let start = new Date(closeTime[0]!);
  let end = endOf(start, period);
  for (let t = 1; t <= count; t++) {
    if (t < count && closeTime[t]! < end) continue;
    found.push({ year: start.getUTCFullYear(), month: period === "year" ? null : start.getUTCMonth() + 1, return: equity[t - 1]! / base - 1, bars: t - from });
    if (t === count) break;
    [from, base] = [t, equity[t - 1]!];
    start = new Date(closeTime[t]!);
    end = endOf(start, period);
  }
  return found;
}

function endOf(start: Date, period: "month" | "year"): number {
  return period === "year" ? Date.UTC(start.getUTCFullYear() + 1, 0) : Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1);
}
