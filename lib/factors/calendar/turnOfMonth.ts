import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { dateParts, type DateParts } from "./dateParts.ts";

/**
 * 1 on the last weekday of a month and its first three, else 0. Weekdays are counted from the date alone:
 * which days will be holidays need not be known, so nothing of the future is used. A day of a weekend is judged by the same counts.
 * Ariel 1987; Lakonishok and Smidt 1988 (days −1..+3).
 */
export function turnOfMonth({ day, daysInMonth, weekday }: DateParts): Line {
  return operator("turnOfMonth", [day, daysInMonth, weekday], [], { start: ([day, daysInMonth, weekday], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const left = daysInMonth[t]! - day[t]!;
      const isStart = day[t]! <= 7 && weekdaysIn(day[t]!, weekday[t]!) <= 3;
      out[t] = isStart || (left <= 3 && weekdaysIn(left, (weekday[t]! + left) % 7) === 0) ? 1 : 0;
    }
  } });
}

/** Weekdays among `days` days in a row, the last of which is `lastWeekday` (Monday 0). */
function weekdaysIn(days: number, lastWeekday: number): number {
  let count = 0;
  for (let back = 0; back < days; back++) if ((lastWeekday - back + 35) % 7 < 5) count++;
  return count;
}

export const turnOfMonthFactor = defineFactor({
  name: "turn_of_month",
  family: "calendar",
  formula: "weekday −1..+3 around the end of the month",
  source: "Ariel 1987; Lakonishok and Smidt 1988",
  edge: "none",
  inputs: ["closeTime"],
  parameters: {},
  outputs: [{ id: "turn_of_month", description: "1 on the last weekday of a month and its first three", unit: "flag" }],
  defaults: [[]],
  lines: ({ closeTime }) => [turnOfMonth(dateParts(closeTime))],
});
