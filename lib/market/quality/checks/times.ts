import { formatBarTime, INTERVAL_MILLIS } from "../../barTime.ts";
import type { Bars } from "../../bars.ts";
import { dayOfBar } from "../../calendars/day.ts";
import { exchangeCalendar } from "../../calendars/exchangeCalendar.ts";
import { type Finding, placeOf } from "../../finding.ts";
import { checkGrid } from "./grid.ts";
import type { UtcMillis } from "../../units.ts";
import { exchangeOf, type TradingCalendar } from "../tradingCalendar.ts";
import { checkClock, checkHours, tradedSessions, tradedWeeks } from "./hours.ts";
import { sessionGaps } from "./slots.ts";
import { firstUnfinished } from "./unfinished.ts";

const HOUR = INTERVAL_MILLIS["1h"];
const DAY = INTERVAL_MILLIS["1d"];

/** What is wrong with the times of bars: twice the same, out of order, none; bars left out while the market was open, bars while it was shut, a clock that is off; a last bar that has not closed. */
export function checkTimes(bars: Bars, { calendar, now }: { calendar: TradingCalendar; now?: UtcMillis }): Finding[] {
  const { closeTime, interval } = bars;
  const findings: Finding[] = [];
  const rows: number[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < closeTime.length; row++) {
    const time = closeTime[row]!;
    if (time > latest && time < Infinity) {
      rows.push(row);
      latest = time;
      continue;
    }
    const where = placeOf(bars, row, "closeTime");
    if (!Number.isFinite(time)) findings.push({ code: "missing value", severity: "error", where, expected: "a close time", got: String(time) });
    else if (time < latest) findings.push({ code: "unsorted time", severity: "error", where, expected: `after ${formatBarTime(latest)}`, got: formatBarTime(time) });
    else findings.push({ code: "duplicate time", severity: "error", where, expected: "one bar a time", got: `${formatBarTime(time)} again` });
  }
  const name = exchangeOf(calendar, interval);
  findings.push(...checkGrid(bars, rows, name === undefined ? undefined : exchangeCalendar(name)));
  if (calendar !== "unknown" && (name === undefined || interval === "1d")) findings.push(...gapsOfSteps(bars, rows, calendar));
  if (name !== undefined) {
    const exchange = exchangeCalendar(name);
    // What never closes shows no wrong clock.
    const traded = interval === "1d" || name === "CRYPTO" ? [] : name === "FOREX" ? tradedWeeks(bars, exchange, rows) : tradedSessions(bars, exchange, rows);
    findings.push(...checkHours(bars, exchange, rows, traded), ...checkClock(bars, exchange, traded));
    if (interval !== "1d") {
      // A bar that stands in a wrong row is out of order, not missing.
      const times = closeTime.filter(Number.isFinite).sort();
      let after = 0;
      for (const { count, end } of sessionGaps(times, INTERVAL_MILLIS[interval], exchange, traded)) {
        while (after < rows.length - 1 && closeTime[rows[after]!]! <= end) after++;
        findings.push(missing(bars, rows[after]!, rows[Math.max(0, after - 1)]!, count));
      }
    }
  }
  const open = now === undefined ? closeTime.length : firstUnfinished(bars, now, calendar);
  if (now !== undefined && open < closeTime.length) {
    const others = closeTime.length - open - 1;
    findings.push({ code: "unfinished bar", severity: "error", where: placeOf(bars, open, "closeTime"), expected: `a close before ${formatBarTime(now)}`, got: `${formatBarTime(closeTime[open]!)}${others === 0 ? "" : `, and ${others} more`}` });
  }
  return findings;
}

/** Gaps of daily bars, and of shorter ones whose market's hours are not known. */
function gapsOfSteps(bars: Bars, rows: readonly number[], calendar: TradingCalendar): Finding[] {
  const { closeTime, interval } = bars;
  const step = INTERVAL_MILLIS[interval];
  const present = new Set(Array.from(closeTime, (time) => Math.ceil(time / step)));
  return rows.flatMap((row, k) => {
    const before = rows[k - 1];
    if (before === undefined) return [];
    const wanted = interval === "1d" ? wantedDays(closeTime[before]!, closeTime[row]!, calendar) : wantedSteps(closeTime[before]!, closeTime[row]!, step);
    const count = wanted.filter((end) => !present.has(end)).length;
    return count > 0 ? [missing(bars, row, before, count)] : [];
  });
}

function missing(bars: Bars, row: number, before: number, count: number): Finding {
  return { code: "missing bars", severity: "warning", where: placeOf(bars, row, "closeTime"), expected: `${count} more since ${formatBarTime(bars.closeTime[before]!)}`, got: "none" };
}

/** Days between two closes that must have a bar, each as the number of its end since 1970. */
function wantedDays(from: UtcMillis, to: UtcMillis, calendar: TradingCalendar): readonly number[] {
  return exchangeCalendar(exchangeOf(calendar, "1d") ?? "CRYPTO").tradingDaysBetween(dayOfBar(from), dayOfBar(to)).map((day) => day + 1);
}

/** Steps between two closes, none over a weekend: a break that holds a Saturday's noon. */
function wantedSteps(from: UtcMillis, to: UtcMillis, step: number): readonly number[] {
  if (to - from <= step) return [];
  const saturdayNoon = (Math.floor((from / DAY + 4 - 6) / 7) * 7 + 6 - 4) * DAY + 12 * HOUR;
  if ([saturdayNoon, saturdayNoon + 7 * DAY].some((noon) => noon > from && noon < to)) return [];
  const first = Math.ceil(from / step) + 1;
  return Array.from({ length: Math.max(0, Math.ceil(to / step) - first) }, (_, k) => first + k);
}
