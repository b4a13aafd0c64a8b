import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { UtcMillis } from "../units.ts";
import { closesWithin } from "../writtenSpan.ts";
import { merged, type Stretch, without } from "./stretches.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const QUARTER = HOUR / 4;

/** For so long after its close a bar may be revised: late trades, corrected volumes. */
export const SETTLING: Readonly<Record<Interval, number>> = { "1m": 2 * HOUR, "5m": 2 * HOUR, "15m": 4 * HOUR, "1h": DAY, "1d": 4 * DAY };
/** A bar that may still be revised is asked again when its last answer is so old. */
export const PATIENCE: Readonly<Record<Interval, number>> = { "1m": 60_000, "5m": 300_000, "15m": 900_000, "1h": HOUR, "1d": HOUR };

/** The closes that are wanted: from the first day or moment to the last, none of them in the future but that of today, whose session may be over. */
export function wantedStretch({ from, interval, now, to }: { readonly from: string; readonly to?: string | undefined; readonly interval: Interval; readonly now: UtcMillis }): Stretch {
  const asked = closesWithin("", { from, to });
  if (asked.from >= now) throw new MarketError(`from ${from} lies in the future. Name an earlier day.`);
  // A day ends with its last millisecond, which is its bar's close.
  if (interval === "1d") return { from: asked.from - 1, to: endOfItsDay(Math.min(asked.to - 1, now)) };
  return { from: grid(asked.from, interval), to: grid(Math.min(asked.to, now), interval) };
}

/** Whether a bar can have closed in a stretch by now. */
export function hasClose({ from, to }: Stretch, interval: Interval, now: UtcMillis): boolean {
  const last = Math.min(to, now);
  return (interval === "1d" ? Math.floor((last + 1) / DAY) * DAY - 1 : grid(last, interval)) > from;
}

/** Today's daily bar may be there once the session is over, before its day has ended. */
function mayHoldToday({ from, to }: Stretch, now: UtcMillis): boolean {
  return to > now && now - from >= PATIENCE["1d"];
}

function endOfItsDay(time: UtcMillis): UtcMillis {
  return Math.ceil((time + 1) / DAY) * DAY - 1;
}

/** Exchanges open at half hours too, so an hour's bar may close at any quarter. */
function grid(time: UtcMillis, interval: Interval): UtcMillis {
  if (interval === "1d") return time;
  const step = Math.min(INTERVAL_MILLIS[interval], QUARTER);
  return Math.floor(time / step) * step;
}

/**
 * What must still be asked of `wanted`: what nobody has answered for, and bars that were received so soon after their close that they may have been revised since.
 * `recent` are the moments of close and of receipt of the bars before the end of what is covered.
 */
export function stretchesToAsk(
  wanted: Stretch,
  { covered, interval, now, recent = [] }: { readonly covered: readonly Stretch[]; readonly interval: Interval; readonly now: UtcMillis; readonly recent?: readonly { readonly closeTime: UtcMillis; readonly receivedAt: UtcMillis }[] },
): readonly Stretch[] {
  const unsettled = recent.filter(({ closeTime, receivedAt }) => receivedAt - closeTime < SETTLING[interval] && now - receivedAt >= PATIENCE[interval] && closeTime > wanted.from && closeTime <= wanted.to);
  const first = unsettled.reduce((least, { closeTime }) => Math.min(least, closeTime), Number.POSITIVE_INFINITY);
  const last = unsettled.reduce((most, { closeTime }) => Math.max(most, closeTime), Number.NEGATIVE_INFINITY);
  const again = unsettled.length === 0 ? [] : [{ from: Math.max(wanted.from, first - INTERVAL_MILLIS[interval]), to: last }];
  return merged([...without(wanted, covered).filter((stretch) => hasClose(stretch, interval, now) || mayHoldToday(stretch, now)), ...again].map((stretch) => whole(stretch, interval)));
}

/** Whole days for daily bars, so that no day is asked twice. */
function whole({ from, to }: Stretch, interval: Interval): Stretch {
  return interval === "1d" ? { from: Math.floor((from + 1) / DAY) * DAY - 1, to: endOfItsDay(to) } : { from, to };
}

/** A stretch as a source is asked for it: days for daily bars, moments for shorter ones. */
export function askedTimes({ from, to }: Stretch, interval: Interval): { readonly from: string; readonly to: string } {
  const text = (time: UtcMillis): string => new Date(time).toISOString();
  return interval === "1d" ? { from: text(from + 1).slice(0, 10), to: text(to).slice(0, 10) } : { from: text(from), to: text(to) };
}

/** A stretch for people: 2024-03-11 → 2024-03-14, or 2024-03-11T14:30Z → 2024-03-11T21:00Z. */
export function formatStretch(stretch: Stretch, interval: Interval): string {
  const { from, to } = askedTimes(stretch, interval);
  return `${from} → ${to}`.replaceAll(":00.000Z", "Z");
}
