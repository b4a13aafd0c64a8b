import { exchangeCalendar, type ExchangeCalendar } from "../../market/calendars/exchangeCalendar.ts";
import { operators, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { fillParts, type Parts } from "./dateParts.ts";
import { exchangeDays } from "./exchangeDays.ts";

const FRIDAY = 4;

/**
 * Flags of the dates on which monthly options on US stocks expire, and those of a quarter, when index futures, index options and stock options end together;
 * calendar days until the next of the latter, 0 on the date. Worked out once a date.
 */
export function expiries(date: Line): readonly [monthly: Line, quarterly: Line, until: Line] {
  const calendar = exchangeCalendar("NYSE");
  return operators("expiries", [date], [], {
    delays: [0, 0, 0] as const,
    start: ([date], [monthly, quarterly, until]) => {
      const parts: Parts = { weekday: 0, dayOfMonth: 0, daysInMonth: 0, month: 0, dayOfYear: 0, year: 0 };
      const found = { monthly: 0, quarterly: 0 };
      let known = Number.NaN;
      // The first quarter's expiry from a date on: until then nothing has to be looked for.
      let lookedFrom = Number.NaN;
      let next = Number.NaN;
      return (from, to) => {
        for (let t = from; t < to; t++) {
          if (date[t] !== known) {
            known = date[t]!;
            found.monthly = isExpiry(calendar, known, 1, parts) ? 1 : 0;
            if (!(known >= lookedFrom && known <= next)) {
              lookedFrom = known;
              next = known;
              while (!isExpiry(calendar, next, 3, parts)) next++;
            }
            found.quarterly = known === next ? 1 : 0;
          }
          monthly[t] = found.monthly;
          quarterly[t] = found.quarterly;
          until[t] = next - known;
        }
      };
    },
  });
}

/** The third Friday of every such month; where New York has a scheduled holiday then, the Thursday before. */
function isExpiry(calendar: ExchangeCalendar, date: number, everyMonths: number, parts: Parts): boolean {
  fillParts(date, parts);
  const { dayOfMonth, month, weekday } = parts;
  if (month % everyMonths !== 0) return false;
  if (weekday === FRIDAY) return dayOfMonth > 14 && dayOfMonth < 22 && !calendar.isScheduledHoliday(date);
  return weekday === FRIDAY - 1 && dayOfMonth > 13 && dayOfMonth < 21 && calendar.isScheduledHoliday(date + 1);
}

export const expiryFactor = defineFactor({
  name: "options_expiry",
  family: "calendar",
  formula: "third Friday of the month; of March, June, September and December for the quarter",
  source: "rules of the Options Clearing Corporation; Stoll and Whaley 1987",
  edge: "the Thursday before where New York has a scheduled holiday; date of New York, of a daily bar its own",
  inputs: ["closeTime"],
  parameters: {},
  outputs: [
    { id: "options_expiry", description: "1 on the day monthly options expire", unit: "flag" },
    { id: "quad_witching", description: "1 on the day futures and options of the quarter expire", unit: "flag" },
    { id: "days_to_quad_witching", description: "Days until the quarter's expiry", unit: "number" },
  ],
  defaults: [],
  lines: ({ closeTime, interval }) => [...expiries(exchangeDays(closeTime, interval, "NYSE").date)],
});
