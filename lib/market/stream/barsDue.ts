import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { ExchangeCalendar } from "../calendars/exchangeCalendar.ts";
import type { ExchangeSession } from "../calendars/exchangeSession.ts";
import type { UtcMillis } from "../units.ts";

/** What a market owes at a moment to those who ask for its bars. */
export type BarsDue = {
  /** The newest bar that has closed is stamped so, or later. */
  readonly owed: UtcMillis;
  /** When the next one closes. */
  readonly next: UtcMillis;
  /** Nobody trades now, nor before this moment. */
  readonly opensAt?: UtcMillis;
};

/** When a bar can be there, and the stamp that it has at least. */
type Due = { readonly at: UtcMillis; readonly stamp: UtcMillis };

/**
 * Bars due by an exchange's sessions, half days and lunch breaks; without a calendar one each step after the last.
 * Bars count from the open of their session, or from its last bar that is known. A day is due at its session's close, and again at its stamp, for sources that call it unfinished until then.
 */
export function barsDue(calendar: ExchangeCalendar | undefined, interval: Interval, now: UtcMillis, last: UtcMillis): BarsDue {
  const step = INTERVAL_MILLIS[interval];
  if (calendar === undefined) {
    const closed = last + step * Math.max(0, Math.floor((now - last) / step));
    return { owed: closed, next: closed + step };
  }
  const session = calendar.sessionBefore(now + 1);
  const around = [calendar.previousSession(session.day), session, calendar.nextSession(session.day)];
  const dues = around.flatMap((one) => (interval === "1d" ? dueOfDay(one) : duesOfSession(one, step, last)));
  return {
    owed: Math.max(...dues.map(({ at, stamp }) => (at <= now ? stamp : Number.NEGATIVE_INFINITY))),
    next: Math.min(...dues.map(({ at }) => (at > now ? at : Number.POSITIVE_INFINITY))),
    ...(calendar.isOpen(now) ? {} : { opensAt: session.breaks.find(({ from, to }) => from <= now && now < to)?.to ?? calendar.nextOpen(now) }),
  };
}

function dueOfDay({ close, day }: ExchangeSession): readonly Due[] {
  const stamp = (day + 1) * DAY_MILLIS - 1;
  return [{ at: close, stamp }, { at: stamp, stamp }];
}

/** The last bar of a stretch may be shorter than the others; sources stamp it with the close or with its full length. */
function duesOfSession({ breaks, close, open }: ExchangeSession, step: number, last: UtcMillis): readonly Due[] {
  const starts = [open, ...breaks.map(({ to }) => to)];
  const ends = [...breaks.map(({ from }) => from), close];
  return starts.flatMap((from, k) => {
    const to = ends[k]!;
    const offset = last > from && last <= to ? (last - from) % step : 0;
    const dues: Due[] = [];
    for (let at = from + (offset === 0 ? step : offset); at - step < to; at += step) dues.push({ at, stamp: Math.min(at, to) });
    return dues;
  });
}

/** The last close on the interval's own steps that is not after a moment. Days end with their last millisecond. */
export function lastClose(interval: Interval, time: UtcMillis): UtcMillis {
  const step = INTERVAL_MILLIS[interval];
  const early = interval === "1d" ? 1 : 0;
  return Math.floor((time + early) / step) * step - early;
}
