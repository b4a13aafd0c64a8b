import { type Day, dayOf, dayOfDate, weekdayOf, yearOf } from "./day.ts";
import { easter } from "./easter.ts";

/**
 * Where a date goes that falls on a weekend.
 * lost: nowhere. nearest: Saturday to Friday, Sunday to Monday. sundayToMonday: a Saturday is lost. toMonday: both to Monday.
 * twoDaysOn: both by two days, so that Christmas and the day after it never meet. toFriday: both back to Friday.
 */
export type WeekendRule = "lost" | "nearest" | "sundayToMonday" | "toMonday" | "twoDaysOn" | "toFriday";

/** One day of a year, by date, by weekday of a month (nth −1 is the last), by distance to Easter Sunday, or listed. */
export type HolidayRule = {
  readonly name: string;
  /** First and last year that keep it. */
  readonly from?: number;
  readonly to?: number;
  /** Years between that do not. */
  readonly except?: readonly number[];
  /** Kept only on these weekdays, Sunday 0. */
  readonly only?: readonly number[];
} & (
  | { readonly month: number; readonly day: number; readonly weekend?: WeekendRule }
  | { readonly month: number; readonly nth: number; readonly weekday: number; readonly plus?: number }
  | { readonly afterEaster: number }
  | { readonly dates: readonly string[] }
);

const SHIFTS: Readonly<Record<WeekendRule, readonly [saturday: number, sunday: number]>> = {
  lost: [0, 0], nearest: [-1, 1], sundayToMonday: [0, 1], toMonday: [2, 1], twoDaysOn: [2, 2], toFriday: [-1, -2],
};

/** Days of a year that a rule names. A date that is lost stays on its weekend, where nobody trades. */
export function daysOf(rule: HolidayRule, year: number): readonly Day[] {
  const { except = [], from = -Infinity, only, to = Infinity } = rule;
  if (year < from || year > to || except.includes(year)) return [];
  const days = "dates" in rule ? rule.dates.map(dayOf).filter((day) => yearOf(day) === year) : [dayIn(rule, year)];
  return only ? days.filter((day) => only.includes(weekdayOf(day))) : days;
}

function dayIn(rule: Exclude<HolidayRule, { readonly dates: readonly string[] }>, year: number): Day {
  if ("afterEaster" in rule) return easter(year) + rule.afterEaster;
  if ("nth" in rule) return nthWeekday(year, rule.month, rule.nth, rule.weekday) + (rule.plus ?? 0);
  const day = dayOfDate(year, rule.month, rule.day);
  const [saturday, sunday] = SHIFTS[rule.weekend ?? "lost"];
  const weekday = weekdayOf(day);
  return day + (weekday === 6 ? saturday : weekday === 0 ? sunday : 0);
}

function nthWeekday(year: number, month: number, nth: number, weekday: number): Day {
  if (nth > 0) {
    const first = dayOfDate(year, month, 1);
    return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1);
  }
  const last = dayOfDate(year, month + 1, 1) - 1;
  return last - ((weekdayOf(last) - weekday + 7) % 7) + 7 * (nth + 1);
}

/** Names of all days of a year that the rules name. Where two rules meet, the first one names the day. */
export function holidaysOf(rules: readonly HolidayRule[], year: number): Map<Day, string> {
  const named = new Map<Day, string>();
  for (const rule of rules) for (const day of daysOf(rule, year)) if (!named.has(day)) named.set(day, rule.name);
  return named;
}
