import type { ExchangeCalendar } from "../../calendars/exchangeCalendar.ts";
import type { UtcMillis } from "../../units.ts";
import type { TradedSession } from "./hours.ts";

/** A stretch without the bars that a session must have: how many, and the end of the last. */
export type SessionGap = { readonly count: number; readonly end: UtcMillis };

/**
 * Bars that are missing inside sessions, between the first and the last bar. Early closes and lunch breaks are no gaps. Bars may run from the session's open or on the clock.
 * in: close times in order. Gaps that follow each other without a bar between them are one, also over nights.
 */
export function sessionGaps(closeTime: Float64Array, step: number, calendar: ExchangeCalendar, traded: readonly TradedSession[]): readonly SessionGap[] {
  const [begin, end] = [closeTime[0], closeTime.at(-1)];
  if (begin === undefined || end === undefined) return [];
  const shifts = new Map(traded.map(({ session, shift }) => [session.day, shift]));
  const gaps: SessionGap[] = [];
  let [k, count, latest] = [0, 0, 0];
  const close = (): void => {
    if (count > 0) gaps.push({ count, end: latest });
    count = 0;
  };
  for (let session = calendar.sessionBefore(begin); session.open < end; session = calendar.nextSession(session.day)) {
    const shift = shifts.get(session.day) ?? 0;
    const starts = [session.open, ...session.breaks.map(({ to }) => to)];
    for (const [part, from] of starts.entries()) {
      const to = (session.breaks[part]?.from ?? session.close) + shift;
      while (k < closeTime.length && closeTime[k]! <= from + shift) k++;
      const isClock = k < closeTime.length && (closeTime[k]! - from - shift) % step !== 0;
      const first = isClock ? Math.floor((from + shift) / step) * step : from + shift;
      for (let slot = first + step; slot - step < to && slot <= end; slot += step) {
        while (k < closeTime.length && closeTime[k]! <= slot - step) k++;
        if (k < closeTime.length && closeTime[k]! <= slot) close();
        else if (slot > begin) [count, latest] = [count + 1, slot];
      }
    }
  }
  close();
  return gaps;
}
