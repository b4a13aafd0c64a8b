import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Bars } from "../bars.ts";
import { DAY_MILLIS, weekdayOf } from "./day.ts";
import { zoneOf } from "./zone.ts";
import type { UtcMillis } from "../units.ts";

export type SessionName = "Sydney" | "Tokyo" | "London" | "New York";

/** Hours of UTC, from .. to−1; a session that opens late closes on the next day. Local hours are those of the city's own clocks. */
export type Session = {
  readonly name: SessionName;
  readonly opens: number;
  readonly closes: number;
  readonly timeZone: string;
  readonly localOpens: number;
  readonly localCloses: number;
};

/** utc: fixed hours of UTC all year. local: the hours of each city, which summer time moves in UTC. */
export type SessionHours = "utc" | "local";

/** The four sessions of the currency market. The local hours are chosen so that in the northern winter both forms are the same for all four. */
export const SESSIONS: readonly Session[] = [
  { name: "Sydney", opens: 22, closes: 7, timeZone: "Australia/Sydney", localOpens: 9, localCloses: 18 },
  { name: "Tokyo", opens: 0, closes: 9, timeZone: "Asia/Tokyo", localOpens: 9, localCloses: 18 },
  { name: "London", opens: 8, closes: 16, timeZone: "Europe/London", localOpens: 8, localCloses: 16 },
  { name: "New York", opens: 13, closes: 22, timeZone: "America/New_York", localOpens: 8, localCloses: 17 },
];

const HOUR = INTERVAL_MILLIS["1h"];

/** The sessions open at a moment, in the order of the day; none at the weekend. The opening moment belongs to a session, the closing one does not. */
export function sessionsAt(time: UtcMillis, hours: SessionHours = "utc"): readonly SessionName[] {
  return SESSIONS.map(({ name }) => name).filter((name) => sessionWindow(name, time, hours).isOpen);
}

/** The stretch of time, from .. until−1, that holds a moment and in which a session stays open or stays shut. */
export type SessionWindow = { readonly from: UtcMillis; readonly until: UtcMillis; readonly isOpen: boolean };

/** The stretch around a moment. A session opens on Monday to Friday of its own city: that is from Friday 22:00 to Sunday 22:00 UTC the weekend of all. */
export function sessionWindow(name: SessionName, time: UtcMillis, hours: SessionHours = "utc"): SessionWindow {
  const { closes, localCloses, localOpens, opens, timeZone } = SESSIONS.find((session) => session.name === name)!;
  const zone = zoneOf(hours === "utc" ? "UTC" : timeZone);
  // In UTC a late session opens on the day before its date.
  const from = hours === "local" ? localOpens : opens < closes ? opens : opens - 24;
  const to = hours === "local" ? localCloses : closes;
  const today = Math.floor((time + zone.spanAt(time).offset) / DAY_MILLIS);
  let shutSince = -Infinity;
  for (let day = today - 4; ; day++) {
    if (weekdayOf(day) === 0 || weekdayOf(day) === 6) continue;
    const open = zone.toUtc(day * DAY_MILLIS + from * HOUR);
    const close = zone.toUtc(day * DAY_MILLIS + to * HOUR);
    if (time < open) return { from: shutSince, until: open, isOpen: false };
    if (time < close) return { from: open, until: close, isOpen: true };
    shutSince = close;
  }
}

export type Overlap = "Tokyo–London" | "London–New York";

/** The overlap of two big sessions at a moment: in fixed hours Tokyo–London 08–09, London–New York 13–16 UTC. */
export function overlapAt(time: UtcMillis, hours: SessionHours = "utc"): Overlap | undefined {
  const open = sessionsAt(time, hours);
  if (!open.includes("London")) return undefined;
  return open.includes("Tokyo") ? "Tokyo–London" : open.includes("New York") ? "London–New York" : undefined;
}

/** Opening moment of a bar. The sessions of a bar are those at its open: the bar that closes at 08:00 traded before London opened. */
export function openTime({ closeTime, interval }: Bars, row: number): UtcMillis {
  return closeTime[row]! - INTERVAL_MILLIS[interval];
}
