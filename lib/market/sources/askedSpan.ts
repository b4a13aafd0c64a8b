import { parseBarTime } from "../barTime.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import { MarketError } from "../error.ts";
import type { UtcMillis } from "../units.ts";

/** A stretch of time: moments after `from`, up to and with `to`. */
export type Span = { readonly from: UtcMillis; readonly to: UtcMillis };

/** The stretch that a request asks for. A day is whole, midnight to midnight UTC; a moment is itself. Without `to` until now, without `from` so many days back. */
export function askedSpan(source: string, { from, to }: { readonly from?: string; readonly to?: string }, { days, now }: { readonly days: number; readonly now: UtcMillis }): Span {
  const end = to === undefined ? now : moment(source, "to", to) + (isDay(to) ? DAY_MILLIS : 0);
  const start = from === undefined ? end - days * DAY_MILLIS : moment(source, "from", from);
  if (start >= end) throw new MarketError(`${source}: from must be before to, got "${from ?? "nothing"}" and "${to ?? "nothing"}".`);
  return { from: start, to: end };
}

/** Stretches of at most so many milliseconds, oldest first, none overlapping. */
export function cutSpan({ from, to }: Span, millis: number): readonly Span[] {
  const pieces: Span[] = [];
  for (let start = from; start < to; start += millis) pieces.push({ from: start, to: Math.min(start + millis, to) });
  return pieces;
}

function isDay(text: string): boolean {
  return text.length === "2024-03-15".length;
}

function moment(source: string, name: "from" | "to", text: string): UtcMillis {
  const time = parseBarTime(text);
  if (time === undefined) throw new MarketError(`${source}: ${name} must be a day (2024-03-15) or a moment (2024-03-15T14:30:00Z), got "${text}".`);
  return isDay(text) ? time + 1 - DAY_MILLIS : time;
}
