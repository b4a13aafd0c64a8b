import { dateFactor } from "./date.ts";

/**
 * Whether a date is the last weekday of its month or one of its first three. Weekdays are counted from the date alone:
 * which days will be holidays need not be known, so nothing of the future is used. A day of a weekend is judged by the same counts.
 * Ariel 1987; Lakonishok and Smidt 1988 (days −1..+3).
 */
export function isTurnOfMonth(date: Date): boolean {
  const day = date.getUTCDate();
  const weekday = date.getUTCDay();
  if (weekdaysIn(day, weekday) <= 3) return true;
  if (day < 26) return false;
  const daysLeft = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - day;
  return weekdaysIn(daysLeft, (weekday + daysLeft) % 7) === 0;
}

/** Weekdays among `days` days in a row, the last of which is `lastWeekday` (Sunday 0). */
function weekdaysIn(days: number, lastWeekday: number): number {
  let count = 0;
  for (let back = 0; back < days; back++) if ((lastWeekday - back + 35) % 7 % 6 !== 0) count++;
  return count;
}

export const turnOfMonthFactor = dateFactor("turn_of_month", "1 on the last weekday of a month and its first three", "weekday −1..+3 around the end of the month", true, (date) => (isTurnOfMonth(date) ? 1 : 0), "flag", "Ariel 1987; Lakonishok and Smidt 1988");
