import type { ExchangeRules } from "./exchangeRules.ts";
import { type HolidayRule, holidaysOf } from "./holidayRule.ts";

const HOLIDAYS: readonly HolidayRule[] = [
  // A New Year's Day on a Saturday is not kept: 31 December ends the quarter.
  { name: "New Year's Day", month: 1, day: 1, weekend: "sundayToMonday" },
  { name: "Martin Luther King Day", month: 1, nth: 3, weekday: 1, from: 1998 },
  { name: "Washington's Birthday", month: 2, nth: 3, weekday: 1 },
  { name: "Good Friday", afterEaster: -2 },
  { name: "Memorial Day", month: 5, nth: -1, weekday: 1 },
  { name: "Juneteenth", month: 6, day: 19, weekend: "nearest", from: 2022 },
  { name: "Independence Day", month: 7, day: 4, weekend: "nearest" },
  { name: "Labor Day", month: 9, nth: 1, weekday: 1 },
  { name: "Thanksgiving", month: 11, nth: 4, weekday: 4 },
  { name: "Christmas", month: 12, day: 25, weekend: "nearest" },
];

/** New York Stock Exchange. Rule 7.2 of the exchange; its list of special closings and early closes. */
export const NYSE: ExchangeRules = {
  name: "NYSE",
  code: "XNYS",
  timeZone: "America/New_York",
  knownFrom: 1998,
  knownTo: 2030,
  weekend: [0, 6],
  holidays: (year) => holidaysOf(HOLIDAYS, year),
  specialClosings: {
    "1994-04-27": "Mourning for President Nixon",
    "2001-09-11": "Attack on the World Trade Center",
    "2001-09-12": "Attack on the World Trade Center",
    "2001-09-13": "Attack on the World Trade Center",
    "2001-09-14": "Attack on the World Trade Center",
    "2004-06-11": "Mourning for President Reagan",
    "2007-01-02": "Mourning for President Ford",
    "2012-10-29": "Hurricane Sandy",
    "2012-10-30": "Hurricane Sandy",
    "2018-12-05": "Mourning for President Bush",
    "2025-01-09": "Mourning for President Carter",
  },
  hours: [{ from: "1985-09-30", open: "09:30", close: "16:00" }],
  halfDays: [
    { name: "Day before Independence Day", month: 7, day: 3, only: [1, 2, 4], from: 1995, close: "13:00" },
    // When the holiday is a Thursday: the Friday after it, and since 2013 the Wednesday before it.
    { name: "Day after Independence Day", month: 7, day: 5, only: [5], from: 1995, to: 2012, close: "13:00" },
    { name: "Day before Independence Day", month: 7, day: 3, only: [3], from: 2013, close: "13:00" },
    { name: "Day after Thanksgiving", month: 11, nth: 4, weekday: 4, plus: 1, close: "13:00" },
    { name: "Christmas Eve", month: 12, day: 24, only: [1, 2, 3, 4], close: "13:00" },
    { name: "Friday after Christmas", dates: ["1997-12-26", "2003-12-26"], close: "13:00" },
    { name: "Eve of 2000", dates: ["1999-12-31"], close: "13:00" },
  ],
  specialHours: {
    "2002-09-11": { open: "12:00", why: "First anniversary of the attack on the World Trade Center", isAnnounced: true },
    "2009-07-02": { close: "16:15", why: "Systems failed in the afternoon; orders were finished later", isAnnounced: false },
  },
};
