import { exchangeCalendar, EXCHANGES, type ExchangeName } from "../../market/calendars/exchangeCalendar.ts";
import { exchangeDays } from "../calendar/exchangeDays.ts";
import { operators, type Line } from "../engine/line.ts";
import { SHUT, wholeSession, type SessionClock } from "./sessionClock.ts";

/**
 * The clock of one exchange: a single session, that of the day. A bar belongs to it if any part of it lies between the open and the close; the lunch break does not end it.
 * It closes when the schedule says; a close that nobody had announced is not known before.
 */
export function exchangeClock(closeTime: Line, interval: number, exchange: ExchangeName): SessionClock {
  const calendar = exchangeCalendar(exchange);
  const days = exchangeDays(closeTime, interval, exchange);
  const [opened, closes, current, share] = operators("exchangeClock", [closeTime, days.day], [EXCHANGES.indexOf(exchange), interval], {
    delays: [0, 0, 0, 0] as const,
    start: ([closeTime, day], [opened, closes, current, share]) => {
      let known = Number.NaN;
      let start = 0;
      let end = 0;
      let last = 0;
      return (from, to) => {
        for (let t = from; t < to; t++) {
          if (day[t] !== known) {
            known = day[t]!;
            const session = calendar.sessionOf(known)!;
            start = session.open;
            end = session.scheduledClose;
            last = session.close;
          }
          const isInside = closeTime[t]! - interval < last;
          opened[t] = isInside ? start : SHUT;
          closes[t] = isInside ? end : SHUT;
          current[t] = 0;
          share[t] = Math.min(1, (closeTime[t]! - start) / (end - start));
        }
      };
    },
  });
  return { opened: [opened], closes: [closes], current, share, whole: [wholeSession(opened, closeTime, interval)] };
}
