import { formatBarTime, INTERVAL_MILLIS, isCloseTime } from "../../barTime.ts";
import type { Bars } from "../../bars.ts";
import { dayOfBar } from "../../calendars/day.ts";
import { type ExchangeCalendar, exchangeCalendar } from "../../calendars/exchangeCalendar.ts";
import { type Finding, placeOf } from "../../finding.ts";
import { rowAtOrAfter } from "../../store/timeRows.ts";
import { checkGrid } from "./grid.ts";
import type { UtcMillis } from "../../units.ts";
import { exchangeOf, type TradingCalendar } from "../tradingCalendar.ts";
import { checkClock, checkHours, type TradedSession, tradedSessions, tradedWeeks } from "./hours.ts";
import { risingRows } from "./risingRows.ts";
import { sessionGaps } from "./slots.ts";
import { firstUnfinished } from "./unfinished.ts";

const HOUR = INTERVAL_MILLIS["1h"];
const DAY = INTERVAL_MILLIS["1d"];

/** What is wrong with the times of bars: twice the same, out of order, none; bars left out while the market was open, bars while it was shut, a clock that is off; a last bar that has not closed. */
export function* checkTimes(bars: Bars, { calendar, now }: { calendar: TradingCalendar; now?: UtcMillis }): Generator<Finding> {
  const { closeTime, interval } = bars;
  const rows = risingRows(closeTime);
  yield* checkOrder(bars, rows);
  const name = exchangeOf(calendar, interval);
  yield* checkGrid(bars, rows, name === undefined ? undefined : exchangeCalendar(name));
  if (calendar !== "unknown" && (name === undefined || interval === "1d")) yield* gapsOfSteps(bars, rows, calendar);
  if (name !== undefined) {
    const exchange = exchangeCalendar(name);
    // What never closes shows no wrong clock.
    const traded = interval === "1d" || name === "CRYPTO" ? [] : name === "FOREX" ? tradedWeeks(bars, exchange, rows) : tradedSessions(bars, exchange, rows);
    yield* checkHours(bars, exchange, rows, traded);
    yield* checkClock(bars, exchange, traded);
    if (interval !== "1d") yield* gapsOfSessions(bars, rows, exchange, traded);
  }
  const open = now === undefined ? closeTime.length : firstUnfinished(bars, now, calendar);
  if (now !== undefined && open < closeTime.length) {
    const others = closeTime.length - open - 1;
    yield { code: "unfinished bar", severity: "error", where: placeOf(bars, open, "closeTime"), expected: `a close before ${formatBarTime(now)}`, got: `${placeOf(bars, open).date}${others === 0 ? "" : `, and ${others} more`}` };
  }
}

/** The rows that are not among those that rise. */
function* checkOrder(bars: Bars, rows: Int32Array): Generator<Finding> {
  const { closeTime } = bars;
  for (let [row, k] = [0, 0]; row < closeTime.length; row++) {
    if (rows[k] === row) {
      k++;
      continue;
    }
    const time = closeTime[row]!;
    const where = placeOf(bars, row, "closeTime");
    if (!isCloseTime(time)) {
      yield { code: "missing value", severity: "error", where, expected: "a close time in milliseconds", got: String(time) };
      continue;
    }
    const latest = closeTime[rows[k - 1]!]!;
    if (time < latest) yield { code: "unsorted time", severity: "error", where, expected: `after ${formatBarTime(latest)}`, got: formatBarTime(time) };
    else yield { code: "duplicate time", severity: "error", where, expected: "one bar a time", got: `${formatBarTime(time)} again` };
  }
}

/** Gaps of bars shorter than a day, where the hours of the market are known. A bar that stands in a wrong row is out of order, not missing. */
function* gapsOfSessions(bars: Bars, rows: Int32Array, exchange: ExchangeCalendar, traded: readonly TradedSession[]): Generator<Finding> {
  const { closeTime, interval } = bars;
  const times = rows.length === closeTime.length ? closeTime : closeTime.filter(isCloseTime).sort();
  let after = 0;
  for (const { count, end } of sessionGaps(times, INTERVAL_MILLIS[interval], exchange, traded)) {
    while (after < rows.length - 1 && closeTime[rows[after]!]! <= end) after++;
    yield missing(bars, rows[after]!, rows[Math.max(0, after - 1)]!, count);
  }
}

/** Gaps of daily bars, and of shorter ones whose market's hours are not known. A bar that stands in a wrong row is out of order, not missing. */
function* gapsOfSteps(bars: Bars, rows: Int32Array, calendar: TradingCalendar): Generator<Finding> {
  const { closeTime, interval } = bars;
  const step = INTERVAL_MILLIS[interval];
  const isElsewhere = endsElsewhere(bars, rows, step);
  const exchange = interval === "1d" ? exchangeCalendar(exchangeOf(calendar, "1d") ?? "CRYPTO") : undefined;
  for (let k = 1; k < rows.length; k++) {
    const [before, row] = [rows[k - 1]!, rows[k]!];
    const [from, to] = [closeTime[before]!, closeTime[row]!];
    if (to - from <= step) continue;
    const count = (exchange === undefined ? wantedSteps(from, to, step) : wantedDays(from, to, exchange)).filter((end) => !isElsewhere(end)).length;
    if (count > 0) yield missing(bars, row, before, count);
  }
}

/** Whether a bar with this end, in steps since 1970, stands in a wrong row. */
function endsElsewhere({ closeTime }: Bars, rows: Int32Array, step: number): (end: number) => boolean {
  const others = new Float64Array(closeTime.length - rows.length);
  for (let [row, k, count] = [0, 0, 0]; row < closeTime.length; row++) {
    if (rows[k] === row) k++;
    else others[count++] = Math.ceil(closeTime[row]! / step);
  }
  others.sort();
  return (end) => others[rowAtOrAfter(others, end)] === end;
}

function missing(bars: Bars, row: number, before: number, count: number): Finding {
  return { code: "missing bars", severity: "warning", where: placeOf(bars, row, "closeTime"), expected: `${count} more since ${formatBarTime(bars.closeTime[before]!)}`, got: "none" };
}

/** Days between two closes that must have a bar, each as the number of its end since 1970. */
function wantedDays(from: UtcMillis, to: UtcMillis, exchange: ExchangeCalendar): readonly number[] {
  return exchange.tradingDaysBetween(dayOfBar(from), dayOfBar(to)).map((day) => day + 1);
}

/** Steps between two closes, none over a weekend: a break that holds a Saturday's noon. */
function wantedSteps(from: UtcMillis, to: UtcMillis, step: number): readonly number[] {
  const saturdayNoon = (Math.floor((from / DAY + 4 - 6) / 7) * 7 + 6 - 4) * DAY + 12 * HOUR;
  if ([saturdayNoon, saturdayNoon + 7 * DAY].some((noon) => noon > from && noon < to)) return [];
  const first = Math.ceil(from / step) + 1;
  return Array.from({ length: Math.max(0, Math.ceil(to / step) - first) }, (_, k) => first + k);
}
