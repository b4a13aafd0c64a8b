import { formatBarTime, INTERVAL_MILLIS } from "../../barTime.ts";
import type { Bars } from "../../bars.ts";
import { DAY_MILLIS, dayOfBar, weekdayOf } from "../../calendars/day.ts";
import type { ExchangeCalendar } from "../../calendars/exchangeCalendar.ts";
import type { ExchangeSession } from "../../calendars/exchangeSession.ts";
import { type Finding, placeOf } from "../../finding.ts";
import type { UtcMillis } from "../../units.ts";

const MINUTE = 60_000;
/** More than this share of bars in closed hours is a habit of the source, or another market's calendar: told once. */
const HABIT = 0.05;
/** Sessions, or weeks, in a row that are shifted alike before the clock is blamed. */
const SHIFTED = 3;

/** One trading day of bars: its rows, and by how much its clock is wrong. */
export type TradedSession = { readonly session: ExchangeSession; readonly first: number; readonly last: number; shift: number };

/** Bars while the market was shut: daily ones on a weekend or holiday, shorter ones outside of the session's hours or in its lunch break. */
export function* checkHours(bars: Bars, calendar: ExchangeCalendar, rows: Int32Array, traded: readonly TradedSession[]): Generator<Finding> {
  const { closeTime, interval } = bars;
  const step = INTERVAL_MILLIS[interval];
  const shifted = new Uint8Array(closeTime.length);
  for (const { first, last, shift } of traded) if (shift !== 0) shifted.fill(1, first, last + 1);
  const sessionOf = latestSession(calendar);
  const closed = rows.filter((row) => {
    const time = closeTime[row]!;
    if (interval === "1d") return calendar.sessionOf(dayOfBar(time)) === undefined;
    const session = sessionOf(time);
    return shifted[row] === 0 && (time - step >= session.close || session.breaks.some(({ from, to }) => time - step >= from && time <= to));
  });
  const why = (row: number): string => {
    if (interval !== "1d") return formatBarTime(closeTime[row]!);
    const day = dayOfBar(closeTime[row]!);
    return calendar.holidayName(day) ?? calendar.specialClosing(day) ?? (weekdayOf(day) === 6 ? "a Saturday" : "a Sunday");
  };
  const expected = `bars ${interval === "1d" ? "on the days" : "in the hours"} of ${calendar.name}`;
  const finding = (row: number, severity: Finding["severity"], got: string): Finding => ({ code: "closed market", severity, where: placeOf(bars, row, "closeTime"), expected, got });
  if (closed.length > 1 && closed.length > HABIT * rows.length) yield finding(closed[0]!, "note", `${closed.length} of ${rows.length} outside: the source gives them, or this is another market's calendar`);
  else for (const row of closed) yield finding(row, "warning", why(row));
}

/** The last session that opened before a moment; moments that rise cost no search but at each open. */
export function latestSession(calendar: ExchangeCalendar): (time: UtcMillis) => ExchangeSession {
  let [session, nextOpen]: [ExchangeSession | undefined, UtcMillis] = [undefined, Number.NEGATIVE_INFINITY];
  return (time) => {
    if (session === undefined || time > nextOpen || time <= session.open) {
      session = calendar.sessionBefore(time);
      nextOpen = calendar.nextSession(session.day).open;
    }
    return session;
  };
}

/** The sessions of an exchange that have bars, each with the shift of its clock: first and last bar off by the same amount on three sessions in a row. */
export function tradedSessions({ closeTime, interval }: Pick<Bars, "closeTime" | "interval">, calendar: ExchangeCalendar, rows: Int32Array): readonly TradedSession[] {
  const step = INTERVAL_MILLIS[interval];
  const days: { readonly day: number; readonly first: number; last: number }[] = [];
  for (const row of rows) {
    const day = calendar.localDay(closeTime[row]! - step);
    const latest = days.at(-1);
    if (latest?.day === day) latest.last = row;
    else days.push({ day, first: row, last: row });
  }
  const traded: TradedSession[] = days.flatMap(({ day, first, last }) => {
    const session = calendar.sessionOf(day);
    return session === undefined ? [] : [{ session, first, last, shift: shiftOf(session, closeTime[first]! - step, closeTime[last]!, step) }];
  });
  return withoutShortRuns(traded);
}

/** The weeks of a market that closes on Friday alone, each told as its five sessions: a wrong clock shows in the week's first and last bar, three weeks in a row. */
export function tradedWeeks({ closeTime, interval }: Pick<Bars, "closeTime" | "interval">, calendar: ExchangeCalendar, rows: Int32Array): readonly TradedSession[] {
  const step = INTERVAL_MILLIS[interval];
  const weeks: { readonly first: number; last: number }[] = [];
  for (const row of rows) {
    const latest = weeks.at(-1);
    if (latest !== undefined && closeTime[row]! - closeTime[latest.last]! < DAY_MILLIS) latest.last = row;
    else weeks.push({ first: row, last: row });
  }
  const shifted = weeks.map(({ first, last }) => {
    const middle = calendar.localDay((closeTime[first]! + closeTime[last]!) / 2);
    const monday = middle - ((weekdayOf(middle) + 6) % 7);
    const days = [0, 1, 2, 3, 4].flatMap((day) => calendar.sessionOf(monday + day) ?? []);
    return { days, first, last, shift: shiftOf({ ...days[0]!, close: days.at(-1)!.close }, closeTime[first]! - step, closeTime[last]!, step) };
  });
  return withoutShortRuns(shifted).flatMap(({ days, ...week }) => days.map((session) => ({ session, ...week })));
}

/** The same shift a few times in a row is chance. */
function withoutShortRuns<T extends { shift: number }>(traded: readonly T[]): readonly T[] {
  for (let k = 0; k < traded.length; ) {
    let end = k + 1;
    while (end < traded.length && traded[end]!.shift === traded[k]!.shift) end++;
    if (end - k < SHIFTED) for (let t = k; t < end; t++) traded[t]!.shift = 0;
    k = end;
  }
  return traded;
}

function shiftOf({ close, open }: ExchangeSession, first: number, last: number, step: number): number {
  const shift = first - open;
  const rest = Math.ceil((close - open) / step) * step - (close - open);
  const isClock = shift % Math.max(30 * MINUTE, step) === 0 || shift === -step;
  return isClock && (last - close === shift || last - close === shift + rest) ? shift : 0;
}

/** Runs of sessions on a wrong clock: summer time forgotten for part of the year, another zone, bars stamped with their open. */
export function* checkClock(bars: Bars, { name, timeZone }: ExchangeCalendar, traded: readonly TradedSession[]): Generator<Finding> {
  for (let k = 0; k < traded.length; ) {
    const { first, session, shift } = traded[k]!;
    let end = k + 1;
    while (end < traded.length && traded[end]!.shift === shift) end++;
    if (shift !== 0) {
      const start = bars.closeTime[first]! - INTERVAL_MILLIS[bars.interval];
      yield { code: "shifted clock", severity: "error", where: placeOf(bars, first, "closeTime"), expected: `${name} to open at ${formatBarTime(session.open)} (${timeZone})`, got: `${formatBarTime(start)}, ${Math.abs(shift) / MINUTE} minutes ${shift > 0 ? "later" : "earlier"}, in ${end - k} sessions in a row` };
    }
    k = end;
  }
}
