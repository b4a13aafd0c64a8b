import type { Interval } from "./bars.ts";
import type { UtcMillis } from "./units.ts";

const MINUTE = 60_000;

/** Length of a bar in milliseconds. */
export const INTERVAL_MILLIS: Readonly<Record<Interval, number>> = { "1m": MINUTE, "5m": 5 * MINUTE, "15m": 15 * MINUTE, "1h": 60 * MINUTE, "1d": 1440 * MINUTE };

const TIME = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Close time of a bar as text. 2020-04-17 is the last millisecond of that UTC day; 2020-04-17T20:00Z is that moment.
 * Undefined for anything else: a time without a zone, a day that does not exist.
 */
export function parseBarTime(text: string): UtcMillis | undefined {
  if (text.length === 10) return text[4] === "-" && text[7] === "-" ? endOfDay(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) : undefined;
  const time = TIME.exec(text);
  if (!time || endOfDay(Number(time[1]), Number(time[2]), Number(time[3])) === undefined) return undefined;
  const millis = Date.parse(text.replace(" ", "T"));
  return Number.isNaN(millis) ? undefined : millis;
}

/** Whole number of text[from..to−1]; NaN unless all of it is digits. */
function digits(text: string, from: number, to: number): number {
  let whole = 0;
  for (let k = from; k < to; k++) {
    const digit = text.charCodeAt(k) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    whole = 10 * whole + digit;
  }
  return whole;
}

/** Last millisecond of a UTC day; undefined if the calendar has no such day. */
export function endOfDay(year: number, month: number, day: number): UtcMillis | undefined {
  const start = Date.UTC(year, month - 1, day);
  // The first 28 days are in every month; behind them the calendar is asked.
  const inCalendar = (month >= 1 && month <= 12 && day >= 1 && day <= 28) || (new Date(start).getUTCMonth() === month - 1 && new Date(start).getUTCDate() === day);
  return inCalendar ? start + INTERVAL_MILLIS["1d"] - 1 : undefined;
}

/** The text that `parseBarTime` reads back to the same moment: the date alone for a day's last millisecond. */
export function formatBarTime(closeTime: UtcMillis): string {
  const text = new Date(closeTime).toISOString();
  return text.endsWith("T23:59:59.999Z") ? text.slice(0, 10) : text;
}
