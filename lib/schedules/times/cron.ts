import { Cron } from "croner";
import type { UtcMillis } from "../../market/index.ts";
import { zoneOf } from "../../market/calendars/zone.ts";
import { nearest } from "../../market/nearest.ts";

/**
 * A cron expression of five fields in a zone. The rule for clocks that change, of croner:
 * a fixed time (no * and no step in minute and hour) that does not exist runs when the clocks have gone forward; one that comes twice runs the first time.
 * A time of a pattern such as "every 30 minutes" that does not exist is left out, and both passes of a repeated hour count.
 */
export function cronOf(expression: string, zone: string): Cron {
  return new Cron(expression, { timezone: zone, mode: "5-part", fixedTimeRule: "no-wildcard" });
}

/** What is wrong with an expression; undefined where it is right. One that never comes is wrong. */
export function cronProblem(expression: string): string | undefined {
  const form = "wants five fields: minute hour day month weekday, such as 30 2 * * 1-5";
  try {
    if (expression.trim() === "") return form;
    const next = cronOf(expression, "UTC").nextRun(new Date(Date.UTC(2024, 0, 1)));
    return next === null ? `"${expression}" never comes: no month has such a day` : undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, "").replace(/\.$/, "") : String(error);
    return expression.trim().split(/\s+/).length === 5 ? `"${expression}": ${why}; ${form}` : `${form}; got "${expression}"`;
  }
}

/** What is wrong with the name of a zone. Abbreviations such as EST are refused: they know no summer time. */
export function zoneProblem(zone: string): string | undefined {
  const names = Intl.supportedValuesOf("timeZone");
  if (zone === "UTC" || names.includes(zone)) return undefined;
  try {
    const full = new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
    // Older names of a place are links to it.
    if (zone.includes("/") && (full === zone || full.toLowerCase() !== zone.toLowerCase())) return undefined;
    if (full.toLowerCase() === zone.toLowerCase()) return `"${zone}" is written ${full}`;
    return `"${zone}" is no place with clocks of its own; name a place, such as America/New_York, or UTC`;
  } catch {
    const meant = nearest(zone, ["UTC", ...names]) ?? nearest(zone.replace(/^.*\//, ""), names.map((name) => name.replace(/^.*\//, "")));
    const whole = names.find((name) => name === meant || name.endsWith(`/${meant}`)) ?? meant;
    return `"${zone}" is no zone of the IANA data base${whole === undefined ? "; name a place, such as America/New_York, or UTC" : `. Did you mean ${whole}?`}`;
  }
}

/** What the clocks of a zone do around a time of a cron expression, for people; nothing on most days. */
export function clockNote(expression: string, zone: string, time: UtcMillis): string | undefined {
  const HOUR = 3_600_000;
  const clocks = zoneOf(zone);
  const [before, now, later] = [time - 3 * HOUR, time, time + 3 * HOUR].map((moment) => clocks.spanAt(moment).offset);
  const step = cronOf(expression, zone);
  if (now! > before! && !step.match(new Date(time))) return "the time does not exist on this day: clocks go forward, it runs when they have";
  if (later! < now! && clocks.spanAt(time + now! - later!).offset === later) return "the time comes twice on this day: this is the first";
  if (now! < before! && clocks.spanAt(time - before! + now!).offset === before) return "the time comes twice on this day: this is the second";
  return undefined;
}
