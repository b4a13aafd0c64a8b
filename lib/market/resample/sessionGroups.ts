import { INTERVAL_MILLIS } from "../barTime.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import type { ExchangeCalendar } from "../calendars/exchangeCalendar.ts";
import type { ExchangeSession } from "../calendars/exchangeSession.ts";
import type { UtcMillis } from "../units.ts";
import type { Groups } from "./groups.ts";

/** Where the hours of a session begin: with its open and after its breaks, or on the clock. */
export type Anchor = "session" | "clock";

/** A stretch of a session without break. */
type Part = { readonly from: UtcMillis; readonly to: UtcMillis };

/**
 * Bars of one session, or of one stretch of `step` milliseconds inside it. A bar belongs to the last session that opened before it closed, if part of it lies inside and not all of that in a break.
 * A day is stamped with the last millisecond of the session's date. A shorter bar is stamped a whole step after it began, also where the session ends before.
 */
export function sessionGroups(calendar: ExchangeCalendar, closeTime: Float64Array, length: number, step: number, anchor: Anchor): Groups {
  const groupOf = new Int32Array(closeTime.length).fill(-1);
  const stamp: number[] = [];
  const wholeAt: number[] = [];
  const isDaily = step === INTERVAL_MILLIS["1d"];
  let session: ExchangeSession | undefined;
  let nextOpen = Number.NEGATIVE_INFINITY;
  let parts: readonly Part[] = [];
  for (let row = 0; row < closeTime.length; row++) {
    const time = closeTime[row]!;
    if (session === undefined || time > nextOpen) {
      session = calendar.sessionBefore(time);
      nextOpen = calendar.nextSession(session.day).open;
      parts = partsOf(session);
    }
    const part = partWith(parts, time);
    if (time - length >= part.to) continue;
    const last = Math.min(time, part.to);
    const first = anchor === "session" ? part.from : 0;
    const end = isDaily ? (session.day + 1) * DAY_MILLIS - 1 : first + Math.ceil((last - first) / step) * step;
    if (end !== stamp.at(-1)) {
      stamp.push(end);
      wholeAt.push(isDaily ? session.close : Math.min(end, anchor === "session" ? part.to : session.close));
    }
    groupOf[row] = stamp.length - 1;
  }
  return { groupOf, stamp, wholeAt };
}

function partsOf({ breaks, close, open }: ExchangeSession): readonly Part[] {
  const starts = [open, ...breaks.map(({ to }) => to)];
  return starts.map((from, k) => ({ from, to: breaks[k]?.from ?? close }));
}

/** The last part that began before a moment. */
function partWith(parts: readonly Part[], time: UtcMillis): Part {
  let k = parts.length - 1;
  while (k > 0 && parts[k]!.from >= time) k--;
  return parts[k]!;
}
