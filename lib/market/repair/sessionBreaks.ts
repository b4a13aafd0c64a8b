import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Bars } from "../bars.ts";
import { type ExchangeCalendar, exchangeCalendar } from "../calendars/exchangeCalendar.ts";
import type { ExchangeSession } from "../calendars/exchangeSession.ts";
import { exchangeOf, type TradingCalendar } from "../quality/tradingCalendar.ts";
import type { UtcMillis } from "../units.ts";

/**
 * 1 where the market was shut between a bar and the one before it: a night, a lunch break, a weekend, the step between a session and the hours around it. Bars that are missing while it was open are no such break.
 * Sessions that follow each other without a pause, as those of currencies in the week and of coins, are one. Where no exchange is known, any break longer than a bar counts. Daily bars follow each other.
 * in: closeTime [T], oldest first  out: [T], by the exchange's own clocks
 */
export function sessionBreaks({ closeTime, interval }: Bars, calendar: TradingCalendar): Uint8Array {
  const breaks = new Uint8Array(closeTime.length);
  if (interval === "1d") return breaks;
  const length = INTERVAL_MILLIS[interval];
  const name = exchangeOf(calendar, interval);
  if (name === undefined) {
    for (let row = 1; row < closeTime.length; row++) breaks[row] = closeTime[row]! - closeTime[row - 1]! > length ? 1 : 0;
    return breaks;
  }
  const exchange = exchangeCalendar(name);
  let [session, nextOpen]: [ExchangeSession | undefined, UtcMillis] = [undefined, Number.NEGATIVE_INFINITY];
  let before: Spot | undefined;
  for (let row = 0; row < closeTime.length; row++) {
    const time = closeTime[row]!;
    if (session === undefined || time > nextOpen) {
      session = exchange.sessionBefore(time);
      nextOpen = exchange.nextSession(session.day).open;
    }
    const spot = spotOf(exchange, session, time, length);
    breaks[row] = before !== undefined && isApart(exchange, before, spot) ? 1 : 0;
    before = spot;
  }
  return breaks;
}

/** Where a bar lies: in a part of a session, or after it on a date. */
type Spot = { readonly session: ExchangeSession; readonly part: number; readonly dateOutside: number | undefined };

function spotOf(exchange: ExchangeCalendar, session: ExchangeSession, time: UtcMillis, length: number): Spot {
  let part = session.breaks.length;
  while (part > 0 && session.breaks[part - 1]!.to >= time) part--;
  const end = session.breaks[part]?.from ?? session.close;
  return { session, part, dateOutside: time - length < end ? undefined : exchange.localDay(time - 1) };
}

function isApart(exchange: ExchangeCalendar, one: Spot, other: Spot): boolean {
  if (one.part !== other.part || one.dateOutside !== other.dateOutside) return true;
  if (one.session.day === other.session.day || one.dateOutside !== undefined) return false;
  for (let session = one.session; session.day < other.session.day; ) {
    const next = exchange.nextSession(session.day);
    if (next.open > session.close) return true;
    session = next;
  }
  return false;
}
