import type { UtcMillis } from "../../market/index.ts";

/** A moment on the clocks of a zone: Sun 2026-03-08 03:00:00 EDT. */
export function localTime(time: UtcMillis, zone: string): string {
  const part = partsOf(time, zone, { weekday: "short", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" });
  return `${part.weekday} ${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second} ${part.timeZoneName}`;
}

/** 16:00, on the clocks of a zone. */
export function localClock(time: UtcMillis, zone: string): string {
  const { hour, minute } = partsOf(time, zone, { hour: "2-digit", minute: "2-digit" });
  return `${hour}:${minute}`;
}

/** 2026-03-08 07:00:00 */
export function utcTime(time: UtcMillis): string {
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}

function partsOf(time: UtcMillis, zone: string, wanted: Intl.DateTimeFormatOptions): Readonly<Record<string, string>> {
  const format = new Intl.DateTimeFormat("en-US", { ...wanted, timeZone: zone, hourCycle: "h23" });
  return Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
}
