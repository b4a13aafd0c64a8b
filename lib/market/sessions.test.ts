import { expect, test } from "vitest";
import { holidayName, isTradingDay, tradingDaysBetween } from "./calendar.ts";
import { formatBarTime } from "./barTime.ts";
import { loadBars } from "./loadBars.ts";
import { overlapAt, sessionsAt } from "./sessions.ts";
import { hourSummary, sessionSummary } from "./sessionSummary.ts";

const at = (text: string): number => Date.parse(`${text}Z`);

test.each([
  ["2017-03-08T23:59", ["Sydney"], undefined],
  ["2017-03-08T00:00", ["Sydney", "Tokyo"], undefined],
  ["2017-03-08T06:59", ["Sydney", "Tokyo"], undefined],
  ["2017-03-08T07:00", ["Tokyo"], undefined],
  ["2017-03-08T08:00", ["Tokyo", "London"], "Tokyo–London"],
  ["2017-03-08T09:00", ["London"], undefined],
  ["2017-03-08T13:00", ["London", "New York"], "London–New York"],
  ["2017-03-08T15:59", ["London", "New York"], "London–New York"],
  ["2017-03-08T16:00", ["New York"], undefined],
  ["2017-03-08T21:59", ["New York"], undefined],
  ["2017-03-08T22:00", ["Sydney"], undefined],
])("at %s UTC the open sessions are %j", (text, sessions, overlap) => {
  expect(sessionsAt(at(text))).toEqual(sessions);
  expect(overlapAt(at(text))).toBe(overlap);
});

test("from Friday 22:00 to Sunday 22:00 UTC no session is open", () => {
  expect(sessionsAt(at("2017-03-10T21:59"))).toEqual(["New York"]);
  for (const text of ["2017-03-10T22:00", "2017-03-11T10:00", "2017-03-12T21:59"]) expect(sessionsAt(at(text))).toEqual([]);
  expect(sessionsAt(at("2017-03-12T22:00"))).toEqual(["Sydney"]);
});

test("days before 1970 have sessions too", () => {
  expect(sessionsAt(at("1969-12-31T14:00"))).toEqual(["London", "New York"]);
});

test("the euro moves more while London is open than while Sydney is", async () => {
  const bars = await loadBars({ symbol: "EURUSD" });
  const range = new Map(sessionSummary(bars).map(({ rangeBps, session }) => [session, rangeBps]));
  expect(range.get("London")!).toBeGreaterThan(1.5 * range.get("Sydney")!);
  expect(hourSummary(bars).reduce((sum, { bars: count }) => sum + count, 0)).toBe(bars.close.length);
});

test("a bar counts in the sessions of its open", async () => {
  const bars = await loadBars({ symbol: "EURUSD", from: "2017-03-08", to: "2017-03-08" });
  expect(sessionSummary(bars).map(({ bars: count, session }) => [session, count])).toEqual([["Sydney", 9], ["Tokyo", 9], ["London", 8], ["New York", 9]]);
});

test("daily bars have no sessions", async () => {
  const bars = await loadBars({ to: "2000-02-01" });
  expect(() => hourSummary(bars)).toThrow("SP500 has daily bars, which hold every session at once.");
  expect(() => sessionSummary(bars)).toThrow("Give bars of an hour or less.");
});

test.each([
  ["2021-12-31", undefined], ["2022-01-01", undefined], ["2023-01-02", "New Year's Day"], ["2024-01-15", "Martin Luther King Day"], ["1997-01-20", undefined],
  ["2024-02-19", "Washington's Birthday"], ["2024-03-29", "Good Friday"], ["2025-04-18", "Good Friday"], ["2024-05-27", "Memorial Day"], ["2024-06-19", "Juneteenth"],
  ["2021-06-18", undefined], ["2020-07-03", "Independence Day"], ["2021-07-05", "Independence Day"], ["2024-09-02", "Labor Day"], ["2024-11-28", "Thanksgiving"],
  ["2022-12-26", "Christmas"], ["2021-12-24", "Christmas"],
])("%s is %s", (day, name) => {
  expect(holidayName(at(`${day}T12:00`))).toBe(name);
});

test("a special closing is no trading day though no holiday", () => {
  expect([isTradingDay(at("2001-09-11T12:00")), holidayName(at("2001-09-11T12:00"))]).toEqual([false, undefined]);
  expect(tradingDaysBetween(at("2001-09-10T23:59"), at("2001-09-18T23:59")).map(formatBarTime)).toEqual(["2001-09-17"]);
});
