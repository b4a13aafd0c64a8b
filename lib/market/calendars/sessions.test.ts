import { expect, test } from "vitest";
import { holidayName, isTradingDay, tradingDaysBetween } from "./newYorkDays.ts";
import { formatBarTime } from "../barTime.ts";
import { loadBars } from "../loadBars.ts";
import { overlapAt, sessionsAt, sessionWindow, SESSIONS } from "./sessions.ts";
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

// New York changes clocks on 10 March and 3 November 2024, London on 31 March and 27 October, Sydney on 7 April and 6 October.
test.each([
  ["2024-01-17", "13–16"], ["2024-03-13", "12–16"], ["2024-07-17", "12–15"], ["2024-10-30", "12–16"], ["2024-11-06", "13–16"],
])("by local hours London and New York overlap on %s at %s UTC", (date, hours) => {
  const open = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => overlapAt(at(`${date}T${String(hour).padStart(2, "0")}:00`), "local") === "London–New York");
  expect(`${open[0]!}–${open.at(-1)! + 1}`).toBe(hours);
});

test.each([
  ["2024-01-17", 22, 7], ["2024-04-10", 23, 8], ["2024-07-17", 23, 8], ["2024-10-09", 22, 7],
])("by local hours Sydney of %s opens at %i UTC and closes at %i", (date, opens, closes) => {
  const hours = (name: "opens" | "closes"): number => new Date(sessionWindow("Sydney", at(`${date}T01:00`), "local")[name === "opens" ? "from" : "until"]).getUTCHours();
  expect([hours("opens"), hours("closes")]).toEqual([opens, closes]);
});

test("in the northern winter local hours and fixed hours are the same, weekends and all", () => {
  for (let time = at("2024-11-04T00:00"); time < at("2025-03-08T00:00"); time += 1_800_000) expect(sessionsAt(time, "local")).toEqual(sessionsAt(time));
});

test("by local hours the week, too, ends on Friday at 17:00 New York", () => {
  expect([sessionsAt(at("2024-07-19T20:59"), "local"), sessionsAt(at("2024-07-19T21:00"), "local"), sessionsAt(at("2024-07-21T22:59"), "local")]).toEqual([["New York"], [], []]);
  expect(sessionsAt(at("2024-07-21T23:00"), "local")).toEqual(["Sydney"]);
});

test("a stretch of a session holds its moment and meets the next one", () => {
  for (const hours of ["utc", "local"] as const) {
    for (const { name } of SESSIONS) {
      for (let time = at("2024-03-01T00:00"), day = 0; day < 300; day++) {
        const window = sessionWindow(name, time, hours);
        expect(window.from <= time && time < window.until).toBe(true);
        expect(sessionWindow(name, window.until - 1, hours)).toEqual(window);
        expect(sessionWindow(name, window.until, hours)).toMatchObject({ from: window.until, isOpen: !window.isOpen });
        time = window.until;
      }
    }
  }
});

test("a moment that is no number is refused", () => {
  expect(() => sessionsAt(Number.NaN)).toThrow('Clocks of UTC cannot show "NaN". Give milliseconds since 1970.');
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
