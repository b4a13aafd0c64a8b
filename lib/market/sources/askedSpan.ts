import { DAY_MILLIS } from "../calendars/day.ts";
import { MarketError } from "../error.ts";
import type { UtcMillis } from "../units.ts";
import { closesWithin, type WrittenSpan } from "../writtenSpan.ts";

/** A stretch of time: moments after `from`, up to and with `to`. */
export type Span = { readonly from: UtcMillis; readonly to: UtcMillis };

/** The closes that a request asks for. Without `to` until now, without `from` so many days back. */
export function askedSpan(source: string, written: WrittenSpan, { days, now }: { readonly days: number; readonly now: UtcMillis }): Span {
  const { from, to } = closesWithin(source, written);
  const end = Number.isFinite(to) ? to : now;
  const span = { from: Number.isFinite(from) ? from : end - days * DAY_MILLIS, to: end };
  if (span.from >= span.to) throw new MarketError(`${source}: from ${written.from ?? "nothing"} leaves no time before ${written.to ?? "the present"}. Name an earlier from.`);
  return span;
}

/** Stretches of at most so many milliseconds, oldest first, none overlapping. */
export function cutSpan({ from, to }: Span, millis: number): readonly Span[] {
  const pieces: Span[] = [];
  for (let start = from; start < to; start += millis) pieces.push({ from: start, to: Math.min(start + millis, to) });
  return pieces;
}
