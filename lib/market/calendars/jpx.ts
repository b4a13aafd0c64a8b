import type { ExchangeRules } from "./exchangeRules.ts";
import { type HolidayRule, holidaysOf } from "./holidayRule.ts";
import { japaneseHolidays } from "./japaneseHolidays.ts";

/** Days on which the exchange is shut beside the national holidays. */
const YEAR_END: readonly HolidayRule[] = [
  { name: "New Year's holiday", month: 1, day: 2 },
  { name: "New Year's holiday", month: 1, day: 3 },
  { name: "Year-end holiday", month: 12, day: 31 },
];

/**
 * Tokyo Stock Exchange of the Japan Exchange Group.
 * Morning to 11:30 since 21 November 2011 (Mainichi of that day); first and last day of a year whole since 30 December 2009 (Rakuten Securities);
 * afternoon from 13:00 between 19 January and 21 April 2006, when orders outgrew the systems (Nikkei Indexes).
 */
export const JPX: ExchangeRules = {
  name: "JPX",
  code: "XTKS",
  timeZone: "Asia/Tokyo",
  knownFrom: 1998,
  knownTo: 2030,
  weekend: [0, 6],
  holidays: (year) => new Map([...holidaysOf(YEAR_END, year), ...japaneseHolidays(year)]),
  specialClosings: { "2020-10-01": "Failure of the trading system" },
  hours: [
    { from: "1991-04-30", open: "09:00", close: "15:00", breaks: [["11:00", "12:30"]] },
    { from: "2006-01-19", open: "09:00", close: "15:00", breaks: [["11:00", "13:00"]] },
    { from: "2006-04-24", open: "09:00", close: "15:00", breaks: [["11:00", "12:30"]] },
    { from: "2011-11-21", open: "09:00", close: "15:00", breaks: [["11:30", "12:30"]] },
    { from: "2024-11-05", open: "09:00", close: "15:30", breaks: [["11:30", "12:30"]] },
  ],
  halfDays: [
    { name: "First day of the year", month: 1, day: 4, weekend: "toMonday", to: 2009, close: "11:00" },
    { name: "Last day of the year", month: 12, day: 30, weekend: "toFriday", to: 2008, close: "11:00" },
  ],
  specialHours: {
    "2005-11-01": { open: "13:30", why: "Failure of the trading system in the morning", isAnnounced: false },
    "2006-01-18": { close: "14:40", why: "Orders outgrew the trading system", isAnnounced: false },
  },
};
