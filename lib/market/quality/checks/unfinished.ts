import { INTERVAL_MILLIS, isCloseTime } from "../../barTime.ts";
import type { Bars } from "../../bars.ts";
import { dayOfBar } from "../../calendars/day.ts";
import { exchangeCalendar } from "../../calendars/exchangeCalendar.ts";
import type { UtcMillis } from "../../units.ts";
import { exchangeOf, type TradingCalendar } from "../tradingCalendar.ts";

/**
 * Row of the first of the last bars that had not closed at a moment; the number of rows when all had.
 * A bar whose session is over before its stamp is whole from then on: a daily one of a stock exchange, the last hour of a session that holds half of one.
 */
export function firstUnfinished(bars: Bars, now: UtcMillis, calendar: TradingCalendar): number {
  const wholeAt = moments(bars, calendar);
  const isAfter = (time: UtcMillis): boolean => isCloseTime(time) && wholeAt(time) > now;
  let row = bars.closeTime.length;
  while (row > 0 && isAfter(bars.closeTime[row - 1]!)) row--;
  return row;
}

function moments({ interval }: Bars, calendar: TradingCalendar): (time: UtcMillis) => UtcMillis {
  const name = exchangeOf(calendar, interval);
  // Currencies and coins never stop for the night: their day is whatever the source says it is.
  if (name === undefined || name === "FOREX" || name === "CRYPTO") return (time) => time;
  const exchange = exchangeCalendar(name);
  if (interval === "1d") return (time) => Math.min(time, exchange.sessionOf(dayOfBar(time))?.close ?? time);
  return (time) => {
    const { close } = exchange.sessionBefore(time);
    return close > time - INTERVAL_MILLIS[interval] && close < time ? close : time;
  };
}
