import type { Day } from "./day.ts";
import type { HolidayRule } from "./holidayRule.ts";

/** Wall time at the exchange, "09:30". A minus sign counts back from midnight at the start of the date: "-07:00" is 17:00 on the day before. */
export type WallTime = string;

/** Trading hours from a date on, until the next entry begins. */
export type Hours = {
  readonly from: string;
  readonly open: WallTime;
  readonly close: WallTime;
  readonly breaks?: readonly (readonly [from: WallTime, to: WallTime])[];
};

/** A day with hours of its own. Announced: people knew it on the day before. Changes under 15 minutes are not listed, nor halts between open and close. */
export type SpecialHours = Partial<Omit<Hours, "from">> & { readonly why: string; readonly isAnnounced: boolean };

/** An early close by schedule. It counts where the day is a trading day. */
export type HalfDayRule = HolidayRule & { readonly close: WallTime };

/** What one exchange has decided: data, read by `compileCalendar`. */
export type ExchangeRules = {
  readonly name: string;
  /** Market identifier code of ISO 10383 where there is one. */
  readonly code: string;
  readonly timeZone: string;
  /** First and last year whose every day was compared with a reference. Outside them the rules go on unchecked: later laws and closings are not known. */
  readonly knownFrom: number;
  readonly knownTo: number;
  /** Weekdays without trading, Sunday 0. */
  readonly weekend: readonly number[];
  /** Holidays of a year that were fixed beforehand. */
  readonly holidays: (year: number) => ReadonlyMap<Day, string>;
  /** Closings that nobody knew beforehand, by date. */
  readonly specialClosings: Readonly<Record<string, string>>;
  /** Oldest first; the first entry holds for all time before, too. */
  readonly hours: readonly [Hours, ...Hours[]];
  readonly halfDays: readonly HalfDayRule[];
  readonly specialHours: Readonly<Record<string, SpecialHours>>;
};
