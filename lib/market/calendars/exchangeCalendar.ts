import { MarketError } from "../error.ts";
import type { UtcMillis } from "../units.ts";
import { CRYPTO, FOREX } from "./aroundTheClock.ts";
import { ASX } from "./asx.ts";
import { compileRules } from "./compileRules.ts";
import { type Day, DAY_MILLIS, isoDay } from "./day.ts";
import type { ExchangeRules } from "./exchangeRules.ts";
import type { ExchangeSession } from "./exchangeSession.ts";
import { JPX } from "./jpx.ts";
import { LSE } from "./lse.ts";
import { NYSE } from "./nyse.ts";
import { type Zone, zoneOf } from "./zone.ts";

export const EXCHANGES = ["NYSE", "LSE", "JPX", "ASX", "CRYPTO", "FOREX"] as const;
export type ExchangeName = (typeof EXCHANGES)[number];

/**
 * Trading days and hours of one exchange. A `Day` is a date at the exchange; `dayOfBar` gives that of a daily bar, `localDay` that of a moment.
 * Two kinds of closing are kept apart: scheduled holidays are known beforehand, special closings (attacks, storms, mourning, failures) are not and
 * have no place in a feature of the day before.
 */
export type ExchangeCalendar = {
  readonly name: string;
  /** Market identifier code. */
  readonly code: string;
  readonly timeZone: string;
  /** First and last year that were compared with a reference day by day. */
  readonly knownFrom: number;
  readonly knownTo: number;
  readonly zone: Zone;
  /** Date at the exchange. */
  localDay(time: UtcMillis): Day;
  /** Scheduled holiday on a weekday. */
  holidayName(day: Day): string | undefined;
  isScheduledHoliday(day: Day): boolean;
  /** Why the exchange was shut against its schedule. Never known beforehand. */
  specialClosing(day: Day): string | undefined;
  /** Neither weekend nor scheduled holiday: what could be known a year ahead. */
  isScheduledTradingDay(day: Day): boolean;
  isTradingDay(day: Day): boolean;
  /** Whether a scheduled holiday lies between a day and the next scheduled trading day: Friday before a holiday on Monday. */
  isBeforeHoliday(day: Day): boolean;
  /** Whether a scheduled holiday lies between the last scheduled trading day and a day. */
  isAfterHoliday(day: Day): boolean;
  sessionOf(day: Day): ExchangeSession | undefined;
  /** Session that holds a moment, open <= time < close, its lunch break included. */
  sessionAt(time: UtcMillis): ExchangeSession | undefined;
  /** Last session with open < time. */
  sessionBefore(time: UtcMillis): ExchangeSession;
  /** Whether somebody trades: in a session and outside its breaks. */
  isOpen(time: UtcMillis): boolean;
  nextSession(day: Day): ExchangeSession;
  previousSession(day: Day): ExchangeSession;
  /** First open > time. It knows special closings to come: right for fills, wrong for features. */
  nextOpen(time: UtcMillis): UtcMillis;
  /** Last close <= time. */
  previousClose(time: UtcMillis): UtcMillis;
  /** Trading days after `from` and before `to`. */
  tradingDaysBetween(from: Day, to: Day): readonly Day[];
};

const RULES: Readonly<Record<ExchangeName, ExchangeRules>> = { NYSE, LSE, JPX, ASX, CRYPTO, FOREX };
const calendars = new Map<ExchangeName, ExchangeCalendar>();

/** Calendar of an exchange; the same object for the same name. */
export function exchangeCalendar(name: ExchangeName): ExchangeCalendar {
  const known = calendars.get(name);
  if (known) return known;
  if (!EXCHANGES.includes(name)) throw new MarketError(`exchangeCalendar: "${String(name)}" is no exchange known here. Use one of ${EXCHANGES.join(", ")}.`);
  const calendar = calendarOf(RULES[name]);
  calendars.set(name, calendar);
  return calendar;
}

/** Longer than any pause of any exchange: a search that ends. */
const LONGEST_PAUSE = 40;

function calendarOf(rules: ExchangeRules): ExchangeCalendar {
  const { code, knownFrom, knownTo, name, timeZone } = rules;
  const zone = zoneOf(timeZone);
  const { holidayName, isTradingDay, isWeekend, sessionOf, specialClosing } = compileRules(rules, zone);

  const localDay = (time: UtcMillis): Day => Math.floor((time + zone.spanAt(time).offset) / DAY_MILLIS);
  const isScheduledTradingDay = (day: Day): boolean => !isWeekend(day) && holidayName(day) === undefined;
  const meetsHoliday = (day: Day, step: 1 | -1): boolean => {
    for (let k = 1; k < LONGEST_PAUSE; k++) {
      const next = day + k * step;
      if (isScheduledTradingDay(next)) return false;
      if (!isWeekend(next)) return true;
    }
    return false;
  };
  /** First session, a day on or back, that is what is wanted. */
  const find = (from: Day, step: 1 | -1, isWanted: (session: ExchangeSession) => boolean): ExchangeSession => {
    for (let k = 0; k < LONGEST_PAUSE; k++) {
      const session = sessionOf(from + k * step);
      if (session && isWanted(session)) return session;
    }
    throw new MarketError(`exchangeCalendar: ${name} has no session near ${isoDay(from)}. Its rules are wrong: no pause is that long.`);
  };
  const sessionAt = (time: UtcMillis): ExchangeSession | undefined => {
    const day = localDay(time);
    // A session can open on the evening before its date.
    return [sessionOf(day), sessionOf(day + 1)].find((session) => session && session.open <= time && time < session.close);
  };

  return {
    name, code, timeZone, knownFrom, knownTo, zone,
    localDay, holidayName, specialClosing, isScheduledTradingDay, isTradingDay, sessionOf, sessionAt,
    isScheduledHoliday: (day) => holidayName(day) !== undefined,
    isBeforeHoliday: (day) => meetsHoliday(day, 1),
    isAfterHoliday: (day) => meetsHoliday(day, -1),
    isOpen: (time) => sessionAt(time)?.breaks.every(({ from, to }) => time < from || time >= to) ?? false,
    nextSession: (day) => find(day + 1, 1, () => true),
    previousSession: (day) => find(day - 1, -1, () => true),
    nextOpen: (time) => find(localDay(time), 1, ({ open }) => open > time).open,
    previousClose: (time) => find(localDay(time) + 1, -1, ({ close }) => close <= time).close,
    sessionBefore: (time) => find(localDay(time) + 1, -1, ({ open }) => open < time),
    tradingDaysBetween: (from, to) => {
      const days: Day[] = [];
      for (let day = Math.floor(from) + 1; day < to; day++) if (isTradingDay(day)) days.push(day);
      return days;
    },
  };
}
