import type { ExchangeRules } from "./exchangeRules.ts";
import { type HolidayRule, holidaysOf } from "./holidayRule.ts";

/** Bank holidays of England and Wales. Those of a single year were proclaimed months before. */
const HOLIDAYS: readonly HolidayRule[] = [
  { name: "New Year's Day", month: 1, day: 1, weekend: "toMonday" },
  { name: "Good Friday", afterEaster: -2 },
  { name: "Easter Monday", afterEaster: 1 },
  { name: "Early May bank holiday", month: 5, nth: 1, weekday: 1, except: [1995, 2020] },
  { name: "Early May bank holiday, moved to VE Day", dates: ["1995-05-08", "2020-05-08"] },
  { name: "Spring bank holiday", month: 5, nth: -1, weekday: 1, except: [2002, 2012, 2022] },
  { name: "Spring bank holiday, moved to the Jubilee", dates: ["2002-06-04", "2012-06-04", "2022-06-02"] },
  { name: "Jubilee of Queen Elizabeth II", dates: ["2002-06-03", "2012-06-05", "2022-06-03"] },
  { name: "Royal wedding", dates: ["2011-04-29"] },
  { name: "Coronation of King Charles III", dates: ["2023-05-08"] },
  { name: "Summer bank holiday", month: 8, nth: -1, weekday: 1 },
  { name: "Christmas Day", month: 12, day: 25, weekend: "twoDaysOn" },
  { name: "Boxing Day", month: 12, day: 26, weekend: "twoDaysOn" },
  { name: "Millennium Eve", dates: ["1999-12-31"] },
];

/** London Stock Exchange. Hours: Irish Times of 21 July 1998; notice N47/99 of the exchange. The closing auction after 16:30 is not counted. */
export const LSE: ExchangeRules = {
  name: "LSE",
  code: "XLON",
  timeZone: "Europe/London",
  knownFrom: 1998,
  knownTo: 2030,
  weekend: [0, 6],
  holidays: (year) => holidaysOf(HOLIDAYS, year),
  specialClosings: { "2022-09-19": "Funeral of Queen Elizabeth II" },
  hours: [
    { from: "1997-10-20", open: "08:30", close: "16:30" },
    { from: "1998-07-20", open: "09:00", close: "16:30" },
    { from: "1999-09-20", open: "08:00", close: "16:30" },
  ],
  halfDays: [
    { name: "Last day before Christmas", month: 12, day: 24, weekend: "toFriday", close: "12:30" },
    { name: "Last day of the year", month: 12, day: 31, weekend: "toFriday", except: [1999], close: "12:30" },
  ],
  specialHours: {
    // BBC and This is Money of that day.
    "2000-04-05": { open: "15:45", close: "20:00", why: "Failure of the computers until the afternoon of the last day of the tax year", isAnnounced: false },
  },
};
