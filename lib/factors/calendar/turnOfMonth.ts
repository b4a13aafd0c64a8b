import { dateFactor } from "./date.ts";

/**
 * 1 on the last weekday of a month and on its first three, else 0. Weekdays are counted from the date alone:
 * which days will be holidays need not be known, so nothing of the future is used. Ariel 1987; Lakonishok and Smidt 1988 (days −1..+3).
 */
export function isTurnOfMonth(date: Date): boolean {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return weekdays(year, month, 1, day) <= 3 || weekdays(year, month, day + 1, last) === 0;
}

function weekdays(year: number, month: number, first: number, last: number): number {
  let count = 0;
  for (let day = first; day <= last; day++) if (new Date(Date.UTC(year, month, day)).getUTCDay() % 6 !== 0) count++;
  return count;
}

export const turnOfMonthFactor = dateFactor("turn_of_month", "1 on the last weekday of a month and its first three", "weekday −1..+3 around the end of the month", true, (date) => (isTurnOfMonth(date) ? 1 : 0), "flag", "Ariel 1987; Lakonishok and Smidt 1988");
