import { endOfDay, INTERVAL_MILLIS } from "./barTime.ts";
import type { UtcMillis } from "./units.ts";

const DAY = INTERVAL_MILLIS["1d"];

/**
 * Days on which the New York Stock Exchange was shut against the rules: 11 September 2001, mourning for Presidents, the hurricane of 2012.
 * Source: the exchange's own list of special closings.
 */
const SPECIAL_CLOSINGS: ReadonlySet<string> = new Set([
  "1994-04-27", "2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14", "2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09",
]);

/** Whether the New York Stock Exchange trades on the UTC day of a moment. Rules of 1998 and later; a half day is a trading day. */
export function isTradingDay(time: UtcMillis): boolean {
  const date = new Date(time);
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !SPECIAL_CLOSINGS.has(date.toISOString().slice(0, 10)) && holidayName(time) === undefined;
}

/** The holiday for which the New York Stock Exchange is shut on the UTC day of a moment; undefined on any other day. */
export function holidayName(time: UtcMillis): string | undefined {
  const date = new Date(time);
  const [year, month, day, weekday] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay()];
  const observed = (m: number, d: number): boolean => {
    const falls = new Date(Date.UTC(year, m - 1, d)).getUTCDay();
    const shift = falls === 6 ? -1 : falls === 0 ? 1 : 0;
    return month === m && day === d + shift;
  };
  const nth = (m: number, n: number, wanted: number): boolean => month === m && weekday === wanted && Math.ceil(day / 7) === n;
  // The exchange keeps 31 December when New Year's Day falls on a Saturday.
  if (month === 1 && ((day === 1 && weekday !== 6) || (day === 2 && weekday === 1))) return "New Year's Day";
  if (year >= 1998 && nth(1, 3, 1)) return "Martin Luther King Day";
  if (nth(2, 3, 1)) return "Washington's Birthday";
  if (Math.floor(time / DAY) === Math.floor(easter(year) / DAY) - 2) return "Good Friday";
  if (month === 5 && weekday === 1 && day >= 25) return "Memorial Day";
  if (year >= 2022 && observed(6, 19)) return "Juneteenth";
  if (observed(7, 4)) return "Independence Day";
  if (nth(9, 1, 1)) return "Labor Day";
  if (nth(11, 4, 4)) return "Thanksgiving";
  if (observed(12, 25)) return "Christmas";
  return undefined;
}

/** Ends of the trading days after `from` and before `to`. */
export function tradingDaysBetween(from: UtcMillis, to: UtcMillis): readonly UtcMillis[] {
  const days: UtcMillis[] = [];
  const last = Math.floor(to / DAY);
  for (let day = Math.floor(from / DAY) + 1; day < last; day++) if (isTradingDay(day * DAY)) days.push(day * DAY + DAY - 1);
  return days;
}

/** Easter Sunday. Gregorian computus of Meeus, Jones and Butcher. */
function easter(year: number): UtcMillis {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return endOfDay(year, Math.floor(n / 31), (n % 31) + 1)!;
}
