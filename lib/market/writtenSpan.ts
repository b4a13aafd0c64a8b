import { parseBarTime } from "./barTime.ts";
import { DAY_MILLIS } from "./calendars/day.ts";
import { MarketError } from "./error.ts";
import type { UtcMillis } from "./units.ts";

/** A stretch of time as it is written: UTC days, 2024-03-15, both inside; or moments, 2024-03-15T14:30:00Z. */
export type WrittenSpan = { readonly from?: string | undefined; readonly to?: string | undefined };

/**
 * The closes that belong to a stretch: those after `from`, up to and with `to`, so that stretches that follow each other share no bar. Endless where nothing is written.
 * A bar belongs to the day on which it ran: the one that closes at a midnight is the last of the day before.
 */
export function closesWithin(caller: string, written: WrittenSpan): { readonly from: UtcMillis; readonly to: UtcMillis } {
  return edges(caller, written, 0);
}

/** The moments that belong to a stretch, both ends inside: a midnight belongs to the day that begins with it. Endless where nothing is written. */
export function momentsWithin(caller: string, written: WrittenSpan): { readonly from: UtcMillis; readonly to: UtcMillis } {
  return edges(caller, written, 1);
}

/** A day reaches from its midnight to the next one, less a margin; a moment is itself. */
function edges(caller: string, { from, to }: WrittenSpan, margin: number): { readonly from: UtcMillis; readonly to: UtcMillis } {
  const [first, last] = [momentOf(caller, "from", from), momentOf(caller, "to", to)];
  const span = {
    from: first === undefined ? Number.NEGATIVE_INFINITY : isDay(from) ? first + 1 - DAY_MILLIS : first,
    to: last === undefined ? Number.POSITIVE_INFINITY : isDay(to) ? last + 1 - margin : last,
  };
  if (span.from > (last ?? Number.POSITIVE_INFINITY)) throw new MarketError(`${said(caller)}from ${from} is after to ${to}. Swap them.`);
  return span;
}

/** Days are read as their last millisecond, as closes of daily bars are written. */
function momentOf(caller: string, name: "from" | "to", text: string | undefined): UtcMillis | undefined {
  const time = text === undefined ? undefined : parseBarTime(text);
  if (text !== undefined && time === undefined) throw new MarketError(`${said(caller)}${name} is "${text}", which is neither a day nor a moment with a zone. Write 2024-03-15 or 2024-03-15T14:30:00Z.`);
  return time;
}

/** Who complains; nobody in a command, whose own words stand before. */
function said(caller: string): string {
  return caller === "" ? "" : `${caller}: `;
}

function isDay(text: string | undefined): boolean {
  return text?.length === "2024-03-15".length;
}
