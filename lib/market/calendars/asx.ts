import type { ExchangeRules } from "./exchangeRules.ts";
import { type HolidayRule, holidaysOf } from "./holidayRule.ts";

/** National holidays and the King's Birthday of New South Wales. Of that state's others (August bank holiday, Labour Day, Melbourne's Cup Day) none shuts the exchange. */
const HOLIDAYS: readonly HolidayRule[] = [
  { name: "New Year's Day", month: 1, day: 1, weekend: "toMonday" },
  { name: "Australia Day", month: 1, day: 26, weekend: "toMonday" },
  { name: "Good Friday", afterEaster: -2 },
  { name: "Easter Monday", afterEaster: 1 },
  // On a weekend it is lost, also where the state makes the Monday a holiday (27 April 2026: normal trading). 2010 was the exception.
  { name: "Anzac Day", month: 4, day: 25 },
  { name: "Anzac Day", dates: ["2010-04-26"] },
  // Anzac Day and Easter Monday met.
  { name: "Easter Tuesday", dates: ["2011-04-26"] },
  { name: "King's Birthday", month: 6, nth: 2, weekday: 1, from: 2023 },
  { name: "Queen's Birthday", month: 6, nth: 2, weekday: 1, to: 2022 },
  { name: "Christmas Day", month: 12, day: 25, weekend: "twoDaysOn" },
  { name: "Boxing Day", month: 12, day: 26, weekend: "twoDaysOn" },
  { name: "Eve of 2000", dates: ["1999-12-31"] },
];

/**
 * Australian Securities Exchange, cash market, continuous trading; the opening by groups of shares and the closing auction are not counted.
 * Early closes before 2010 existed, at times that no source here gives: those days stand as full ones.
 */
export const ASX: ExchangeRules = {
  name: "ASX",
  code: "XASX",
  timeZone: "Australia/Sydney",
  knownFrom: 1998,
  knownTo: 2030,
  weekend: [0, 6],
  holidays: (year) => holidaysOf(HOLIDAYS, year),
  specialClosings: { "2022-09-22": "Mourning for Queen Elizabeth II" },
  hours: [{ from: "1990-10-01", open: "10:00", close: "16:00" }],
  halfDays: [
    { name: "Last day before Christmas", month: 12, day: 24, weekend: "toFriday", from: 2010, except: [2022], close: "14:10" },
    { name: "Last day of the year", month: 12, day: 31, weekend: "toFriday", from: 2010, except: [2022], close: "14:10" },
  ],
  specialHours: {
    // Notice 1111.16.09 of the exchange and ZDNet; Nine News.
    "2016-09-19": { open: "11:30", close: "14:13", why: "Failure of the trading system", isAnnounced: false },
    "2020-11-16": { close: "10:24", why: "Failure of the new trading system on its first day", isAnnounced: false },
  },
};
