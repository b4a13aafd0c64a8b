import { type Bars, mapBars } from "../bars.ts";
import { zoneOf } from "../calendars/zone.ts";

/** Faults of a whole clock: times as if summer time were never kept, or the exchange's own clock read as UTC. */
export type ClockFault = "summer time forgotten" | "local time as UTC";

/** A copy of good bars on a wrong clock. A made-up fault, as of `breakBars`; the provenance says so. */
export function breakClock(bars: Bars, timeZone: string, fault: ClockFault): Bars {
  const zone = zoneOf(timeZone);
  const winter = Math.min(...[0, 6].map((month) => zone.spanAt(Date.UTC(2024, month, 1)).offset));
  const made = mapBars(bars, (column, name) => {
    if (name !== "closeTime") return column.slice();
    return column.map((time) => time + zone.spanAt(time - 1).offset - (fault === "local time as UTC" ? 0 : winter));
  });
  return { ...made, provenance: `${bars.provenance}; clock broken on purpose` };
}
