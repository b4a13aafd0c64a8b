import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { scaled } from "../operators/index.ts";
import { onCircle } from "./cycle.ts";
import { dateParts, isLeap, type DateParts } from "./dateParts.ts";

const WEEKS = 53;

/** Week of the year, 1 to 53: weeks begin on Monday, and each belongs to the year of its Thursday. */
export function weekOfYear({ dayOfYear, weekday, year }: Pick<DateParts, "dayOfYear" | "weekday" | "year">): Line {
  return operator("weekOfYear", [dayOfYear, weekday, year], [], { start: ([dayOfYear, weekday, year], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const thursday = dayOfYear[t]! + 3 - weekday[t]!;
      const ofYear = thursday < 1 ? thursday + daysIn(year[t]! - 1) : thursday > daysIn(year[t]!) ? thursday - daysIn(year[t]!) : thursday;
      out[t] = Math.ceil(ofYear / 7);
    }
  } });
}

function daysIn(year: number): number {
  return isLeap(year) ? 366 : 365;
}

export const weekOfYearFactor = defineFactor({
  name: "week_of_year",
  family: "calendar",
  formula: "ISO week w; sin, cos of 2π·(w − 1)/53, UTC",
  source: "ISO 8601",
  edge: "the first days of January can lie in week 52 or 53, the last of December in week 1",
  inputs: ["closeTime"],
  parameters: {},
  outputs: [
    { id: "week_of_year", description: "Week of the year, 1 to 53", unit: "number" },
    { id: "week_of_year_sin", description: "Sine of the week of the year", unit: "number" },
    { id: "week_of_year_cos", description: "Cosine of the week of the year", unit: "number" },
  ],
  defaults: [],
  lines: ({ closeTime }) => {
    const week = weekOfYear(dateParts(closeTime));
    return [week, ...onCircle(scaled(week, 1 / WEEKS, -1 / WEEKS))];
  },
});
