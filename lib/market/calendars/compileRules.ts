import { MarketError } from "../error.ts";
import type { UtcMillis } from "../units.ts";
import { type Day, DAY_MILLIS, dayOf, dayOfDate, weekdayOf, yearOf } from "./day.ts";
import type { ExchangeSession } from "./exchangeSession.ts";
import type { ExchangeRules, Hours, WallTime } from "./exchangeRules.ts";
import { daysOf } from "./holidayRule.ts";
import type { Zone } from "./zone.ts";

/** Dates of one year, which is that of the days from .. until−1. Early closes in milliseconds from midnight. */
type Year = { readonly from: Day; readonly until: Day; readonly holidays: ReadonlyMap<Day, string>; readonly earlyCloses: ReadonlyMap<Day, number> };

export type CompiledRules = {
  isWeekend(day: Day): boolean;
  holidayName(day: Day): string | undefined;
  specialClosing(day: Day): string | undefined;
  isTradingDay(day: Day): boolean;
  sessionOf(day: Day): ExchangeSession | undefined;
};

/** Answers for single days, each year's dates worked out once. */
export function compileRules({ halfDays, holidays, hours, name, specialClosings, specialHours, weekend }: ExchangeRules, zone: Zone): CompiledRules {
  const years = new Map<number, Year>();
  const closings = new Map(Object.entries(specialClosings).map(([date, why]) => [dayOf(date), why]));
  const special = new Map(Object.entries(specialHours).map(([date, { breaks, close, isAnnounced, open }]) => [dayOf(date), { open: millisOf(open), close: millisOf(close), breaks: breaks && spansOf(breaks), isAnnounced }]));
  const eras = hours.map(({ breaks = [], close, from, open }) => ({ from: dayOf(from), open: millisOf(open), close: millisOf(close), breaks: spansOf(breaks) }));

  let latest: Year | undefined;
  const yearWith = (day: Day): Year => {
    if (!Number.isInteger(day)) throw new MarketError(`exchangeCalendar: ${name} was asked for day ${day}. Give whole days since 1970: dayOf("2024-03-29"), dayOfBar(closeTime) or calendar.localDay(time).`);
    if (latest && day >= latest.from && day < latest.until) return latest;
    const number = yearOf(day);
    let year = years.get(number);
    if (!year) {
      const earlyCloses = new Map(halfDays.flatMap((rule) => daysOf(rule, number).map((early) => [early, millisOf(rule.close)])));
      year = { from: dayOfDate(number, 1, 1), until: dayOfDate(number + 1, 1, 1), holidays: holidays(number), earlyCloses };
      years.set(number, year);
    }
    return (latest = year);
  };
  const isWeekend = (day: Day): boolean => weekend.includes(weekdayOf(day));
  const holidayName = (day: Day): string | undefined => (isWeekend(day) ? undefined : yearWith(day).holidays.get(day));
  const specialClosing = (day: Day): string | undefined => closings.get(day);
  const isTradingDay = (day: Day): boolean => !isWeekend(day) && holidayName(day) === undefined && !closings.has(day);
  const sessionOf = (day: Day): ExchangeSession | undefined => {
    if (!isTradingDay(day)) return undefined;
    const at = (millis: number): UtcMillis => zone.toUtc(day * DAY_MILLIS + millis);
    const usual = eras.findLast(({ from }) => from <= day) ?? eras[0]!;
    const changed = special.get(day);
    const early = yearWith(day).earlyCloses.get(day);
    const open = at(changed?.open ?? usual.open);
    const scheduledClose = at((changed?.isAnnounced ? changed.close : undefined) ?? early ?? usual.close);
    const close = changed?.close === undefined ? scheduledClose : at(changed.close);
    // A half day ends before lunch, a late open can come after it.
    const breaks = (changed?.breaks ?? usual.breaks).map(([from, to]) => ({ from: at(from), to: at(to) })).filter(({ from, to }) => from > open && to < close);
    return { day, open, close, scheduledClose, breaks, isHalfDay: early !== undefined };
  };
  return { isWeekend, holidayName, specialClosing, isTradingDay, sessionOf };
}

const spansOf = (breaks: NonNullable<Hours["breaks"]>) => breaks.map(([from, to]) => [millisOf(from), millisOf(to)] as const);

/** Milliseconds from midnight. */
function millisOf(time: WallTime): number;
function millisOf(time: WallTime | undefined): number | undefined;
function millisOf(time: WallTime | undefined): number | undefined {
  if (time === undefined) return undefined;
  const isBack = time.startsWith("-");
  const [hours = "", minutes = ""] = (isBack ? time.slice(1) : time).split(":");
  return (isBack ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
