import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { Series, UtcMillis } from "../units.ts";
import { type Day, DAY_MILLIS, dayOfBar } from "./day.ts";
import type { ExchangeCalendar } from "./exchangeCalendar.ts";
import type { ExchangeSession } from "./exchangeSession.ts";

/** Where each bar stands in the sessions of an exchange, as columns. Each value follows from the bar's own time and from what was scheduled: nothing of the future. */
export type SessionIndex = {
  /** Session of a bar: the last one that opened before the bar closed, so also after hours and over a weekend. A new number is a new session. */
  readonly day: Int32Array;
  /** Date of the bar's last moment at the exchange; of a daily bar its own date. */
  readonly date: Int32Array;
  /** 1 where part of the bar lies in its session and not all of that in the lunch break; of a daily bar on trading days. */
  readonly isInside: Uint8Array;
  /** 1 where the session closes early by schedule. */
  readonly isHalfDay: Uint8Array;
  /** From the open of the session to the bar's close, the lunch break counted; after the session its length. */
  readonly minutesSinceOpen: Float64Array;
  /** From the bar's close to the scheduled close of the session, 0 after it. */
  readonly minutesToClose: Float64Array;
  /** Of the date; scheduled holidays only. */
  readonly isHoliday: Uint8Array;
  readonly isBeforeHoliday: Uint8Array;
  readonly isAfterHoliday: Uint8Array;
};

const MINUTE = 60_000;

/**
 * Sessions of bars in one pass. A daily bar belongs to the session of its UTC date, or to the last one before a day without trading, and has seen all of it.
 * in: closeTime [T], milliseconds UTC, any order  out: 9 × [T]. Work is done a session and a date, not a bar.
 */
export function sessionIndex(calendar: ExchangeCalendar, closeTime: Series<UtcMillis>, interval: Interval): SessionIndex {
  const rows = closeTime.length;
  const columns: SessionIndex = {
    day: new Int32Array(rows), date: new Int32Array(rows), isInside: new Uint8Array(rows), isHalfDay: new Uint8Array(rows),
    minutesSinceOpen: new Float64Array(rows), minutesToClose: new Float64Array(rows),
    isHoliday: new Uint8Array(rows), isBeforeHoliday: new Uint8Array(rows), isAfterHoliday: new Uint8Array(rows),
  };
  const lost = closeTime.findIndex((time) => !Number.isFinite(time));
  if (lost >= 0) throw new MarketError(`sessionIndex: row ${lost} must have a close time, got ${closeTime[lost]}. checkBars finds such rows, repairBars drops them.`);
  if (interval === "1d") placeDays(calendar, closeTime, columns);
  else placeBars(calendar, closeTime, INTERVAL_MILLIS[interval], columns);
  markHolidays(calendar, columns);
  return columns;
}

function placeDays(calendar: ExchangeCalendar, closeTime: Float64Array, columns: SessionIndex): void {
  const { date, day, isHalfDay, isInside, minutesSinceOpen } = columns;
  for (let t = 0; t < closeTime.length; t++) {
    const own: Day = dayOfBar(closeTime[t]!);
    const today = calendar.sessionOf(own);
    const session = today ?? calendar.previousSession(own);
    date[t] = own;
    day[t] = session.day;
    isInside[t] = today ? 1 : 0;
    isHalfDay[t] = session.isHalfDay ? 1 : 0;
    minutesSinceOpen[t] = (session.close - session.open) / MINUTE;
  }
}

function placeBars(calendar: ExchangeCalendar, closeTime: Float64Array, length: number, columns: SessionIndex): void {
  const { date, day, isHalfDay, isInside, minutesSinceOpen, minutesToClose } = columns;
  let span = { from: 0, until: 0, offset: 0 };
  let session: ExchangeSession | undefined;
  let nextOpen = -Infinity;
  for (let t = 0; t < closeTime.length; t++) {
    const time = closeTime[t]!;
    const last = time - 1;
    if (last < span.from || last >= span.until) span = calendar.zone.spanAt(last);
    if (!session || time <= session.open || time > nextOpen) {
      session = calendar.sessionBefore(time);
      nextOpen = calendar.nextSession(session.day).open;
    }
    const { breaks, close, open, scheduledClose } = session;
    date[t] = Math.floor((last + span.offset) / DAY_MILLIS);
    day[t] = session.day;
    isHalfDay[t] = session.isHalfDay ? 1 : 0;
    isInside[t] = time - length < close && !isWithin(breaks, time - length, time) ? 1 : 0;
    minutesSinceOpen[t] = (Math.min(time, close) - open) / MINUTE;
    minutesToClose[t] = Math.max(0, scheduledClose - time) / MINUTE;
  }
}

/** Whether a stretch lies in one of the breaks. */
function isWithin(breaks: ExchangeSession["breaks"], from: UtcMillis, to: UtcMillis): boolean {
  for (let k = 0; k < breaks.length; k++) if (from >= breaks[k]!.from && to <= breaks[k]!.to) return true;
  return false;
}

function markHolidays(calendar: ExchangeCalendar, { date, isAfterHoliday, isBeforeHoliday, isHoliday }: SessionIndex): void {
  for (let t = 0; t < date.length; t++) {
    const isNew = t === 0 || date[t] !== date[t - 1];
    isHoliday[t] = isNew ? Number(calendar.isScheduledHoliday(date[t]!)) : isHoliday[t - 1]!;
    isBeforeHoliday[t] = isNew ? Number(calendar.isBeforeHoliday(date[t]!)) : isBeforeHoliday[t - 1]!;
    isAfterHoliday[t] = isNew ? Number(calendar.isAfterHoliday(date[t]!)) : isAfterHoliday[t - 1]!;
  }
}
