import { type Day, DAY_MILLIS, dayOf, weekdayOf, yearOf } from "./day.ts";
import type { ExchangeSession } from "./exchangeSession.ts";
import type { ExchangeRules, Hours, WallTime } from "./exchangeRules.ts";
import { daysOf } from "./holidayRule.ts";
import type { Zone } from "./zone.ts";

type Year = { readonly holidays: ReadonlyMap<Day, string>; readonly earlyCloses: ReadonlyMap<Day, WallTime> };

export type CompiledRules = {
  isWeekend(day: Day): boolean;
  holidayName(day: Day): string | undefined;
  specialClosing(day: Day): string | undefined;
  isTradingDay(day: Day): boolean;
  sessionOf(day: Day): ExchangeSession | undefined;
};

/** Answers for single days, each year's dates worked out once. */
export function compileRules({ halfDays, holidays, hours, specialClosings, specialHours, weekend }: ExchangeRules, zone: Zone): CompiledRules {
  const years = new Map<number, Year>();
  const closings = new Map(Object.entries(specialClosings).map(([date, why]) => [dayOf(date), why]));
  const special = new Map(Object.entries(specialHours).map(([date, changed]) => [dayOf(date), changed]));
  const eras = hours.map((era) => ({ ...era, day: dayOf(era.from) }));

  const yearWith = (day: Day): Year => {
    const number = yearOf(day);
    let year = years.get(number);
    if (!year) {
      year = { holidays: holidays(number), earlyCloses: new Map(halfDays.flatMap((rule) => daysOf(rule, number).map((early) => [early, rule.close]))) };
      years.set(number, year);
    }
    return year;
  };
  const isWeekend = (day: Day): boolean => weekend.includes(weekdayOf(day));
  const holidayName = (day: Day): string | undefined => (isWeekend(day) ? undefined : yearWith(day).holidays.get(day));
  const specialClosing = (day: Day): string | undefined => closings.get(day);
  const isTradingDay = (day: Day): boolean => !isWeekend(day) && holidayName(day) === undefined && !closings.has(day);
  const hoursOn = (day: Day): Hours => eras.findLast((era) => era.day <= day) ?? hours[0];

  const sessionOf = (day: Day): ExchangeSession | undefined => {
    if (!isTradingDay(day)) return undefined;
    const at = (time: WallTime): number => zone.toUtc(day * DAY_MILLIS + millisOf(time));
    const usual = hoursOn(day);
    const changed = special.get(day);
    const early = yearWith(day).earlyCloses.get(day);
    const open = at(changed?.open ?? usual.open);
    const scheduledClose = at((changed?.isAnnounced ? changed.close : undefined) ?? early ?? usual.close);
    const close = changed?.close === undefined ? scheduledClose : at(changed.close);
    const breaks = (usual.breaks ?? []).map(([from, to]) => ({ from: at(from), to: at(to) })).filter(({ from, to }) => from > open && to < close);
    return { day, open, close, scheduledClose, breaks, isHalfDay: early !== undefined };
  };
  return { isWeekend, holidayName, specialClosing, isTradingDay, sessionOf };
}

function millisOf(time: WallTime): number {
  const isBack = time.startsWith("-");
  const [hours = "", minutes = ""] = (isBack ? time.slice(1) : time).split(":");
  return (isBack ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
