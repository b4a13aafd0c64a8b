import type { Quantity, UtcMillis } from "../units.ts";

/** A date as written, without a zone: whole days since 1970-01-01. */
export type Day = Quantity<"Day">;

export const DAY_MILLIS = 86_400_000;

/** Day of a date: dayOf("1970-01-02") is 1. NaN for text that is no date. */
export function dayOf(isoDate: string): Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(isoDate) ? Date.parse(isoDate) / DAY_MILLIS : Number.NaN;
}

export function dayOfDate(year: number, month: number, day: number): Day {
  return Date.UTC(year, month - 1, day) / DAY_MILLIS;
}

/** 2024-03-29. */
export function isoDay(day: Day): string {
  return new Date(day * DAY_MILLIS).toISOString().slice(0, 10);
}

/** Date of a daily bar: the UTC date of its last moment, which is the exchange's date. The date at the exchange of its stamp can be a day later. */
export function dayOfBar(closeTime: UtcMillis): Day {
  return Math.floor((closeTime - 1) / DAY_MILLIS);
}

export function yearOf(day: Day): number {
  return new Date(day * DAY_MILLIS).getUTCFullYear();
}

/** Sunday 0 to Saturday 6. 1970-01-01 was a Thursday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}
