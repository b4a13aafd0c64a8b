import { exchangeCalendar, EXCHANGES, type ExchangeCalendar, type ExchangeName } from "../../market/calendars/exchangeCalendar.ts";
import { operators, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { exchangeDays } from "./exchangeDays.ts";
import { STOCK_EXCHANGES } from "./exchangeHours.ts";

/** No exchange goes so long without a holiday. */
const LONGEST_WAIT = 400;

/** Whether each date has an early close by schedule, and its calendar days since the last scheduled holiday and until the next, the date itself not counted. Worked out once a date. */
export function holidayDistances(date: Line, exchange: ExchangeName): readonly [isHalfDay: Line, since: Line, until: Line] {
  const calendar = exchangeCalendar(exchange);
  return operators("holidayDistances", [date], [EXCHANGES.indexOf(exchange)], {
    delays: [0, 0, 0] as const,
    start: ([date], [isHalfDay, since, until]) => {
      let known = Number.NaN;
      let halfDay = 0;
      // The holidays around the date: between them nothing has to be looked for, unless they lie around a third one.
      let last = Number.NaN;
      let next = Number.NaN;
      let isHoliday = false;
      return (from, to) => {
        for (let t = from; t < to; t++) {
          if (date[t] !== known) {
            known = date[t]!;
            halfDay = calendar.sessionOf(known)?.isHalfDay ? 1 : 0;
            if (!(known > last && known < next) || isHoliday) {
              last = known - daysToHoliday(calendar, known, -1);
              next = known + daysToHoliday(calendar, known, 1);
              isHoliday = calendar.isScheduledHoliday(known);
            }
          }
          isHalfDay[t] = halfDay;
          since[t] = known - last;
          until[t] = next - known;
        }
      };
    },
  });
}

function daysToHoliday(calendar: ExchangeCalendar, date: number, step: 1 | -1): number {
  for (let days = 1; days < LONGEST_WAIT; days++) if (calendar.isScheduledHoliday(date + step * days)) return days;
  return LONGEST_WAIT;
}

/**
 * Holidays of an exchange around each date: trading thins before them and catches up behind them (Ariel 1990).
 * Only holidays that stood in the schedule count. A closing for a storm, an attack or a funeral was not known the day before, and leaves no trace here.
 */
export const holidayFactors = STOCK_EXCHANGES.map((exchange) => {
  const suffix = exchange.toLowerCase();
  return defineFactor({
    name: `holidays_${suffix}`,
    family: "calendar",
    formula: "flags of the date; before and after: a scheduled holiday lies between it and the next, the last scheduled trading day; calendar days since and until such a holiday, the date not counted",
    source: `Ariel 1990; calendar of ${exchange}`,
    edge: "date of the bar at the exchange, of a daily bar its own; at most 400 days",
    inputs: ["closeTime"],
    parameters: {},
    outputs: [
      { id: `is_holiday_${suffix}`, description: `1 on a scheduled holiday of ${exchange}`, unit: "flag" },
      { id: `before_holiday_${suffix}`, description: `1 before a scheduled holiday of ${exchange}`, unit: "flag" },
      { id: `after_holiday_${suffix}`, description: `1 after a scheduled holiday of ${exchange}`, unit: "flag" },
      { id: `is_half_day_${suffix}`, description: `1 where ${exchange} closes early by schedule`, unit: "flag" },
      { id: `days_since_holiday_${suffix}`, description: `Days since the last scheduled holiday of ${exchange}`, unit: "number" },
      { id: `days_to_holiday_${suffix}`, description: `Days until the next scheduled holiday of ${exchange}`, unit: "number" },
    ],
    defaults: [],
    lines: ({ closeTime, interval }) => {
      const { date, isAfterHoliday, isBeforeHoliday, isHoliday } = exchangeDays(closeTime, interval, exchange);
      const [isHalfDay, since, until] = holidayDistances(date, exchange);
      return [isHoliday, isBeforeHoliday, isAfterHoliday, isHalfDay, since, until];
    },
  });
});
