import type { Interval } from "./bars.ts";
import type { UtcMillis } from "./units.ts";

const MINUTE = 60_000;

/** Length of a bar in milliseconds. */
export const INTERVAL_MILLIS: Readonly<Record<Interval, number>> = { "1m": MINUTE, "5m": 5 * MINUTE, "15m": 15 * MINUTE, "1h": 60 * MINUTE, "1d": 1440 * MINUTE };

const [EARLIEST, LATEST] = [Date.UTC(1800, 0, 1), Date.UTC(2200, 0, 1)];

/** Whether a number can be the close of a bar: a moment from 1800 to 2200. Beyond lie times in micro- and nanoseconds, for which no calendar has days. */
export function isCloseTime(time: number): boolean {
  return time >= EARLIEST && time < LATEST;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Close time of a bar as text. 2020-04-17 is the last millisecond of that UTC day; 2020-04-17T20:00Z is that moment.
 * Undefined for anything else: a time without a zone, a day that does not exist.
 */
export function parseBarTime(text: string): UtcMillis | undefined {
  const date = DATE.exec(text);
  if (date) return endOfDay(Number(date[1]), Number(date[2]), Number(date[3]));
  const time = TIME.exec(text);
  if (!time || endOfDay(Number(time[1]), Number(time[2]), Number(time[3])) === undefined) return undefined;
  const millis = Date.parse(text.replace(" ", "T"));
  return Number.isNaN(millis) ? undefined : millis;
}

/** Last millisecond of a UTC day; undefined if the calendar has no such day. */
export function endOfDay(year: number, month: number, day: number): UtcMillis | undefined {
  const start = Date.UTC(year, month - 1, day);
  const found = new Date(start);
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === day ? start + INTERVAL_MILLIS["1d"] - 1 : undefined;
}

/** The text that `parseBarTime` reads back to the same moment: the date alone for a day's last millisecond. */
export function formatBarTime(closeTime: UtcMillis): string {
  const text = new Date(closeTime).toISOString();
  return text.endsWith("T23:59:59.999Z") ? text.slice(0, 10) : text;
}
