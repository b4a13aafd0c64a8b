import { INTERVAL_MILLIS } from "./barTime.ts";
import type { Bars } from "./bars.ts";
import type { UtcMillis } from "./units.ts";

export type SessionName = "Sydney" | "Tokyo" | "London" | "New York";
/** Hours of UTC, from .. to−1. A session that opens late closes on the next day. */
export type Session = { readonly name: SessionName; readonly opens: number; readonly closes: number };

/** The four sessions of the currency market, in fixed hours of UTC. Summer time moves the true ones by an hour for part of the year. */
export const SESSIONS: readonly Session[] = [
  { name: "Sydney", opens: 22, closes: 7 },
  { name: "Tokyo", opens: 0, closes: 9 },
  { name: "London", opens: 8, closes: 16 },
  { name: "New York", opens: 13, closes: 22 },
];

const HOUR = INTERVAL_MILLIS["1h"];
/** The currency market is shut from Friday 22:00 to Sunday 22:00 UTC. 1970-01-01 was a Thursday. */
const WEEK_OPENS = (3 * 24 + 22) * HOUR;
const WEEK = 7 * 24 * HOUR;
const OPEN_WEEK = 5 * 24 * HOUR;

/** The sessions open at a moment, in the order of the day; none at the weekend. The opening moment belongs to a session, the closing one does not. */
export function sessionsAt(time: UtcMillis): readonly SessionName[] {
  const intoWeek = (((time - WEEK_OPENS) % WEEK) + WEEK) % WEEK;
  if (intoWeek >= OPEN_WEEK) return [];
  const hour = new Date(time).getUTCHours();
  return SESSIONS.filter(({ closes, opens }) => (opens < closes ? hour >= opens && hour < closes : hour >= opens || hour < closes)).map(({ name }) => name);
}

export type Overlap = "Tokyo–London" | "London–New York";

/** The overlap of two big sessions at a moment: Tokyo–London 08–09, London–New York 13–16 UTC. */
export function overlapAt(time: UtcMillis): Overlap | undefined {
  const open = sessionsAt(time);
  if (!open.includes("London")) return undefined;
  return open.includes("Tokyo") ? "Tokyo–London" : open.includes("New York") ? "London–New York" : undefined;
}

/** Opening moment of a bar. The sessions of a bar are those at its open: the bar that closes at 08:00 traded before London opened. */
export function openTime({ closeTime, interval }: Bars, row: number): UtcMillis {
  return closeTime[row]! - INTERVAL_MILLIS[interval];
}
