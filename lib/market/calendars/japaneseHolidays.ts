import { type Day, dayOfDate, weekdayOf } from "./day.ts";
import { type HolidayRule, holidaysOf } from "./holidayRule.ts";

const HOLIDAYS: readonly HolidayRule[] = [
  { name: "New Year's Day", month: 1, day: 1 },
  { name: "Coming of Age Day", month: 1, day: 15, to: 1999 },
  { name: "Coming of Age Day", month: 1, nth: 2, weekday: 1, from: 2000 },
  { name: "National Foundation Day", month: 2, day: 11 },
  { name: "Emperor's Birthday", month: 12, day: 23, from: 1989, to: 2018 },
  { name: "Emperor's Birthday", month: 2, day: 23, from: 2020 },
  { name: "Greenery Day", month: 4, day: 29, from: 1989, to: 2006 },
  { name: "Showa Day", month: 4, day: 29, from: 2007 },
  { name: "Accession of the Emperor", dates: ["2019-05-01"] },
  { name: "Constitution Memorial Day", month: 5, day: 3 },
  { name: "Greenery Day", month: 5, day: 4, from: 2007 },
  { name: "Children's Day", month: 5, day: 5 },
  { name: "Marine Day", month: 7, day: 20, from: 1996, to: 2002 },
  // The Olympic Games of Tokyo moved three holidays in 2020 and, put off, in 2021.
  { name: "Marine Day", month: 7, nth: 3, weekday: 1, from: 2003, except: [2020, 2021] },
  { name: "Marine Day", dates: ["2020-07-23", "2021-07-22"] },
  { name: "Sports Day", dates: ["2020-07-24", "2021-07-23"] },
  { name: "Mountain Day", month: 8, day: 11, from: 2016, except: [2020, 2021] },
  { name: "Mountain Day", dates: ["2020-08-10", "2021-08-08"] },
  { name: "Respect for the Aged Day", month: 9, day: 15, to: 2002 },
  { name: "Respect for the Aged Day", month: 9, nth: 3, weekday: 1, from: 2003 },
  { name: "Health and Sports Day", month: 10, day: 10, to: 1999 },
  { name: "Health and Sports Day", month: 10, nth: 2, weekday: 1, from: 2000, to: 2019 },
  { name: "Sports Day", month: 10, nth: 2, weekday: 1, from: 2022 },
  { name: "Enthronement of the Emperor", dates: ["2019-10-22"] },
  { name: "Culture Day", month: 11, day: 3 },
  { name: "Labour Thanksgiving Day", month: 11, day: 23 },
];

/** National holidays of Japan of a year, by the Act on National Holidays (1948) with its changes of 1973, 1985, 1998, 2001, 2005, 2014 and 2018. */
export function japaneseHolidays(year: number): Map<Day, string> {
  const national = holidaysOf(HOLIDAYS, year);
  national.set(equinox(year, 3, 20.8431), "Vernal Equinox Day");
  national.set(equinox(year, 9, 23.2488), "Autumnal Equinox Day");
  const all = new Map(national);
  for (const [day, name] of national) if (weekdayOf(day) === 0) addSubstitute(all, national, day, `${name}, substitute`);
  // Article 3.3: a day between two national holidays is one, too. It gives the fourth of May before 2007, Golden Week of 2019 and the Septembers of 2009, 2015, 2026.
  for (const day of national.keys()) if (national.has(day + 2) && !all.has(day + 1) && weekdayOf(day + 1) !== 0) all.set(day + 1, "Citizen's holiday");
  return all;
}

/** Article 3.2: a holiday on a Sunday is kept on the next day; since 2007 on the next day that is no national holiday. */
function addSubstitute(all: Map<Day, string>, national: ReadonlyMap<Day, string>, sunday: Day, name: string): void {
  let day = sunday + 1;
  if (sunday >= dayOfDate(2007, 1, 1)) while (national.has(day)) day++;
  if (!national.has(day)) all.set(day, name);
}

/** Day of the equinox at Tokyo. The almanac's approximation for 1980..2099; the government announces the day each February for the year after. */
function equinox(year: number, month: number, base: number): Day {
  return dayOfDate(year, month, Math.floor(base + 0.242194 * (year - 1980)) - Math.floor((year - 1980) / 4));
}
