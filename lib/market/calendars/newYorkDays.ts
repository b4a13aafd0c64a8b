import { type Day, DAY_MILLIS } from "./day.ts";
import { exchangeCalendar } from "./exchangeCalendar.ts";
import type { UtcMillis } from "../units.ts";

/** UTC date of a moment. Daily bars carry their date so. */
const dayAt = (time: UtcMillis): Day => Math.floor(time / DAY_MILLIS);

/** Whether the New York Stock Exchange trades on the UTC date of a moment. A half day is a trading day. */
export function isTradingDay(time: UtcMillis): boolean {
  return exchangeCalendar("NYSE").isTradingDay(dayAt(time));
}

/** The holiday for which the New York Stock Exchange is shut on the UTC date of a moment; undefined on any other day. */
export function holidayName(time: UtcMillis): string | undefined {
  return exchangeCalendar("NYSE").holidayName(dayAt(time));
}

/** Ends of the UTC dates, after that of `from` and before that of `to`, on which the New York Stock Exchange trades. */
export function tradingDaysBetween(from: UtcMillis, to: UtcMillis): readonly UtcMillis[] {
  return exchangeCalendar("NYSE").tradingDaysBetween(dayAt(from), dayAt(to)).map((day) => day * DAY_MILLIS + DAY_MILLIS - 1);
}
