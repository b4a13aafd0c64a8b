import { expect, test } from "vitest";
import { isoDay, weekdayOf } from "./day.ts";
import { easter } from "./easter.ts";
import { daysOf, type HolidayRule, holidaysOf } from "./holidayRule.ts";
import { japaneseHolidays } from "./japaneseHolidays.ts";

const on = (rule: HolidayRule, year: number): string[] => daysOf(rule, year).map(isoDay);

// Tables of the Astronomical Applications Department, US Naval Observatory.
test.each(["1998-04-12", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2030-04-21", "2038-04-25", "2076-04-19"])("Easter Sunday %s", (date) => {
  expect(isoDay(easter(Number(date.slice(0, 4))))).toBe(date);
});

test("Easter is a Sunday between 22 March and 25 April", () => {
  for (let year = 1900; year < 2200; year++) {
    expect(weekdayOf(easter(year))).toBe(0);
    expect(isoDay(easter(year)).slice(5) >= "03-22" && isoDay(easter(year)).slice(5) <= "04-25").toBe(true);
  }
});

// 25 December was a Saturday in 2021 and a Sunday in 2022.
test.each([
  ["lost", "2021-12-25", "2022-12-25"],
  ["nearest", "2021-12-24", "2022-12-26"],
  ["sundayToMonday", "2021-12-25", "2022-12-26"],
  ["toMonday", "2021-12-27", "2022-12-26"],
  ["twoDaysOn", "2021-12-27", "2022-12-27"],
  ["toFriday", "2021-12-24", "2022-12-23"],
] as const)("on a weekend, %s moves Christmas to %s and %s", (weekend, saturday, sunday) => {
  expect([...on({ name: "day", month: 12, day: 25, weekend }, 2021), ...on({ name: "day", month: 12, day: 25, weekend }, 2022)]).toEqual([saturday, sunday]);
  expect(on({ name: "day", month: 12, day: 25, weekend }, 2024)).toEqual(["2024-12-25"]);
});

test("a weekday of a month counts from its start or its end, in months that begin or end with it", () => {
  expect(on({ name: "day", month: 5, nth: -1, weekday: 1 }, 2021)).toEqual(["2021-05-31"]);
  expect(on({ name: "day", month: 9, nth: 1, weekday: 1 }, 2025)).toEqual(["2025-09-01"]);
  expect(on({ name: "day", month: 11, nth: 4, weekday: 4, plus: 1 }, 2024)).toEqual(["2024-11-29"]);
  expect(on({ name: "day", month: 12, nth: -1, weekday: 0 }, 2023)).toEqual(["2023-12-31"]);
});

test("a rule is silent outside its years, in its exceptions and on other weekdays", () => {
  const rule = { name: "day", month: 7, day: 3, from: 2013, to: 2020, except: [2015], only: [3] };
  expect([2012, 2013, 2014, 2015, 2019, 2021].map((year) => on(rule, year).length)).toEqual([0, 1, 0, 0, 1, 0]);
});

test("where two rules meet the first one names the day", () => {
  const named = holidaysOf([{ name: "first", month: 5, day: 1 }, { name: "second", dates: ["2024-05-01", "2024-05-02", "2023-05-02"] }], 2024);
  expect([...named].map(([day, name]) => [isoDay(day), name])).toEqual([["2024-05-01", "first"], ["2024-05-02", "second"]]);
});

// Cabinet Office of Japan, list of national holidays.
test.each([
  ["2006", "05-03 05-04 05-05"],
  ["2009", "05-03 05-04 05-05 05-06"],
  ["2015", "05-03 05-04 05-05 05-06"],
  ["2019", "05-01 05-02 05-03 05-04 05-05 05-06"],
  ["2020", "05-03 05-04 05-05 05-06"],
])("Golden Week of May %s is %s", (year, days) => {
  const found = [...japaneseHolidays(Number(year)).keys()].sort((a, b) => a - b).map(isoDay);
  expect(found.filter((date) => date.slice(5, 7) === "05").map((date) => date.slice(5)).join(" ")).toBe(days);
});

test("Japan names substitutes and days between holidays", () => {
  const names = new Map([2009, 2019, 2020, 2021, 2026].flatMap((year) => [...japaneseHolidays(year)].map(([day, name]) => [isoDay(day), name] as const)));
  expect(["2009-09-22", "2019-04-30", "2019-05-06", "2021-08-09", "2026-09-22"].map((date) => names.get(date))).toEqual([
    "Citizen's holiday", "Citizen's holiday", "Children's Day, substitute", "Mountain Day, substitute", "Citizen's holiday",
  ]);
  // The Games moved them; the usual days were worked.
  expect(["2020-07-20", "2020-08-11", "2020-10-12", "2021-07-19", "2021-10-11", "2019-12-23"].map((date) => names.get(date))).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  expect(["2020-07-23", "2020-07-24", "2020-08-10", "2021-07-22", "2021-07-23"].map((date) => names.get(date))).toEqual(["Marine Day", "Sports Day", "Mountain Day", "Marine Day", "Sports Day"]);
});
