import { formatBarTime, INTERVAL_MILLIS } from "../../barTime.ts";
import type { Bars } from "../../bars.ts";
import { tradingDaysBetween } from "../../calendar.ts";
import { type Finding, placeOf } from "../../finding.ts";
import type { UtcMillis } from "../../units.ts";

const HOUR = INTERVAL_MILLIS["1h"];
const DAY = INTERVAL_MILLIS["1d"];

/** Which days a daily series must have: those of the New York Stock Exchange, or every day. */
export type TradingCalendar = "nyse" | "everyDay";

/** What is wrong with the order of bars: twice the same time, a time before the one above it, bars left out while the market was open. */
export function checkTimes(bars: Bars, { calendar, now }: { calendar: TradingCalendar; now?: UtcMillis }): Finding[] {
  const { closeTime } = bars;
  const findings: Finding[] = [];
  const step = INTERVAL_MILLIS[bars.interval];
  // A bar that stands in a wrong row is out of order, not missing.
  const present = new Set(Array.from(closeTime, (time) => Math.ceil(time / step)));
  let latest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < closeTime.length; row++) {
    const time = closeTime[row]!;
    if (!Number.isFinite(time)) continue;
    const where = placeOf(bars, row, "closeTime");
    if (time < latest) findings.push({ code: "unsorted time", severity: "error", where, expected: `after ${formatBarTime(latest)}`, got: formatBarTime(time) });
    else if (time === latest) findings.push({ code: "duplicate time", severity: "error", where, expected: "one bar a time", got: `${formatBarTime(time)} again` });
    else if (Number.isFinite(latest)) {
      const wanted = bars.interval === "1d" ? wantedDays(latest, time, calendar) : wantedSteps(latest, time, step);
      const missing = wanted.filter((end) => !present.has(end)).length;
      if (missing > 0) findings.push({ code: "missing bars", severity: "warning", where, expected: `${missing} more since ${formatBarTime(latest)}`, got: "none" });
    }
    latest = Math.max(latest, time);
  }
  const last = closeTime.length - 1;
  if (now !== undefined && last >= 0 && closeTime[last]! > now) {
    findings.push({ code: "unfinished bar", severity: "error", where: placeOf(bars, last, "closeTime"), expected: `a close before ${formatBarTime(now)}`, got: formatBarTime(closeTime[last]!) });
  }
  return findings;
}

/** Days between two closes that must have a bar, each as the number of its end since 1970. */
function wantedDays(from: UtcMillis, to: UtcMillis, calendar: TradingCalendar): readonly number[] {
  return calendar === "nyse" ? tradingDaysBetween(from, to).map((time) => Math.ceil(time / DAY)) : stepsBetween(from, to, DAY);
}

/** Steps between two closes, none over a weekend: a break that holds a Saturday's noon. The market's own hours are not known here. */
function wantedSteps(from: UtcMillis, to: UtcMillis, step: number): readonly number[] {
  const saturdayNoon = (Math.floor((from / DAY + 4 - 6) / 7) * 7 + 6 - 4) * DAY + 12 * HOUR;
  const isWeekend = [saturdayNoon, saturdayNoon + 7 * DAY].some((noon) => noon > from && noon < to);
  return isWeekend ? [] : stepsBetween(from, to, step);
}

function stepsBetween(from: UtcMillis, to: UtcMillis, step: number): readonly number[] {
  const first = Math.ceil(from / step) + 1;
  return Array.from({ length: Math.max(0, Math.ceil(to / step) - first) }, (_, k) => first + k);
}
