import { ValidationError } from "./error.ts";

/** A stretch of the calendar: "10d", "2w", "1mo", "3y". */
export type Span = `${number}${"d" | "w" | "mo" | "y"}`;

type Unit = "d" | "w" | "mo" | "y";
type Stretch = { readonly count: number; readonly unit: Unit };

const DAY = 86_400_000;
const UNITS: Readonly<Record<string, Unit>> = { d: "d", w: "w", mo: "mo", y: "y" };

/** Reads a stretch; `what` names the option in the message. */
export function parseSpan(what: string, text: string): Stretch {
  const [, digits, letters] = /^(\d+)([a-z]+)$/.exec(text) ?? [];
  const unit = UNITS[letters ?? ""];
  const count = Number(digits);
  if (unit === undefined || !(count >= 1)) throw new ValidationError(`${what} must be days, weeks, months or years such as "10d", "2w", "1mo" or "3y", got "${text}"`);
  return { count, unit };
}

/** The moment a stretch before another, by the calendar, UTC: a month before 1 March is 1 February. */
export function before(time: number, { count, unit }: Stretch): number {
  if (unit === "d" || unit === "w") return time - count * (unit === "w" ? 7 : 1) * DAY;
  const date = new Date(time);
  const months = count * (unit === "y" ? 12 : 1);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, date.getUTCDate()) + (((time % DAY) + DAY) % DAY);
}

/** Number of the period that a moment lies in, counted from 1970 on, UTC; weeks begin on Monday. Periods of several months or years divide the calendar evenly from there. */
export function periodOf(time: number, { count, unit }: Stretch): number {
  const date = new Date(time);
  const day = Math.floor(time / DAY);
  const number = { d: day, w: Math.floor((day + 3) / 7), mo: 12 * (date.getUTCFullYear() - 1970) + date.getUTCMonth(), y: date.getUTCFullYear() - 1970 }[unit];
  return Math.floor(number / count);
}

/** First moment of a period, UTC. */
export function startOfPeriod(period: number, { count, unit }: Stretch): number {
  const first = period * count;
  return { d: first * DAY, w: (7 * first - 3) * DAY, mo: Date.UTC(1970, first, 1), y: Date.UTC(1970 + first, 0, 1) }[unit];
}
