import fc from "fast-check";
import { expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { DAY_MILLIS, dayOf, dayOfBar, isoDay } from "./day.ts";
import { exchangeCalendar, EXCHANGES, type ExchangeName } from "./exchangeCalendar.ts";
import { sessionIndex, type SessionIndex } from "./sessionIndex.ts";

const times = (texts: readonly string[]): Float64Array => Float64Array.from(texts, (text) => Date.parse(`${text}Z`));
const COLUMNS = ["day", "date", "isInside", "isHalfDay", "minutesSinceOpen", "minutesToClose", "isHoliday", "isBeforeHoliday", "isAfterHoliday"] as const;
const rowOf = (index: SessionIndex, t: number): number[] => COLUMNS.map((column) => index[column][t]!);

/** The same, a bar at a time and from the definitions. */
function slowRow(name: ExchangeName, time: number, interval: Interval): number[] {
  const calendar = exchangeCalendar(name);
  const isDaily = interval === "1d";
  const from = time - INTERVAL_MILLIS[interval];
  const date = isDaily ? dayOfBar(time) : calendar.localDay(time - 1);
  const session = isDaily ? (calendar.sessionOf(date) ?? calendar.previousSession(date)) : calendar.sessionBefore(time);
  const isInside = isDaily ? calendar.isTradingDay(date) : from < session.close && !session.breaks.some((lunch) => lunch.from <= from && time <= lunch.to);
  const seen = isDaily ? session.close : Math.min(time, session.close);
  const left = isDaily ? 0 : Math.max(0, session.scheduledClose - time);
  const flags = [calendar.isScheduledHoliday(date), calendar.isBeforeHoliday(date), calendar.isAfterHoliday(date)];
  return [session.day, date, Number(isInside), Number(session.isHalfDay), (seen - session.open) / 60_000, left / 60_000, ...flags.map(Number)];
}

test("bars of New York count from the open, half an hour after nine, whatever the clocks say in UTC", () => {
  const closes = ["2024-03-08T14:30", "2024-03-08T14:35", "2024-03-08T21:00", "2024-03-08T21:05", "2024-03-11T13:30", "2024-03-11T13:35", "2024-03-11T20:00"];
  const { day, isInside, minutesSinceOpen, minutesToClose } = sessionIndex(exchangeCalendar("NYSE"), times(closes), "5m");
  expect([...day].map(isoDay)).toEqual(["2024-03-07", "2024-03-08", "2024-03-08", "2024-03-08", "2024-03-08", "2024-03-11", "2024-03-11"]);
  expect([...isInside]).toEqual([0, 1, 1, 0, 0, 1, 1]);
  expect([...minutesSinceOpen]).toEqual([390, 5, 390, 390, 390, 5, 390]);
  expect([...minutesToClose]).toEqual([0, 385, 0, 0, 0, 385, 0]);
});

test("an hour that holds the open is inside, an hour after the close is not", () => {
  const { isInside, minutesSinceOpen } = sessionIndex(exchangeCalendar("NYSE"), times(["2024-01-03T14:00", "2024-01-03T15:00", "2024-01-03T21:00", "2024-01-03T22:00"]), "1h");
  expect([...isInside]).toEqual([0, 1, 1, 0]);
  expect([...minutesSinceOpen]).toEqual([390, 30, 390, 390]);
});

test("Tokyo's lunch is outside, and minutes run on through it", () => {
  const { isInside, minutesSinceOpen } = sessionIndex(exchangeCalendar("JPX"), times(["2025-03-04T02:30", "2025-03-04T02:45", "2025-03-04T03:30", "2025-03-04T03:45", "2025-03-04T06:30", "2025-03-04T06:45"]), "15m");
  expect([...isInside]).toEqual([1, 0, 0, 1, 1, 0]);
  expect([...minutesSinceOpen]).toEqual([150, 165, 210, 225, 390, 390]);
});

test("a daily bar belongs to the session of its own date, east and west of Greenwich", () => {
  const days = Float64Array.from(["2024-03-28", "2024-03-29", "2024-03-30", "2024-04-01", "2024-04-02"], (date) => dayOf(date) * DAY_MILLIS + DAY_MILLIS - 1);
  const read = (name: ExchangeName): unknown[] => {
    const { day, isAfterHoliday, isBeforeHoliday, isHoliday, isInside, minutesSinceOpen } = sessionIndex(exchangeCalendar(name), days, "1d");
    return [[...day].map(isoDay), [...isInside].join(""), [...isHoliday].join(""), [...isBeforeHoliday].join(""), [...isAfterHoliday].join(""), minutesSinceOpen[0]];
  };
  expect(read("NYSE")).toEqual([["2024-03-28", "2024-03-28", "2024-03-28", "2024-04-01", "2024-04-02"], "10011", "01000", "10000", "00110", 390]);
  expect(read("ASX")).toEqual([["2024-03-28", "2024-03-28", "2024-03-28", "2024-03-28", "2024-04-02"], "10001", "01010", "11100", "00111", 360]);
  expect(read("JPX")).toEqual([["2024-03-28", "2024-03-29", "2024-03-29", "2024-04-01", "2024-04-02"], "11011", "00000", "00000", "00000", 360]);
});

test("a special closing leaves no trace before it", () => {
  const days = Float64Array.from(["2012-10-26", "2012-10-29", "2012-10-31"], (date) => dayOf(date) * DAY_MILLIS + DAY_MILLIS - 1);
  const { isAfterHoliday, isBeforeHoliday, isHoliday, isInside } = sessionIndex(exchangeCalendar("NYSE"), days, "1d");
  expect([isBeforeHoliday, isHoliday, isAfterHoliday, isInside].map((column) => [...column].join(""))).toEqual(["000", "000", "000", "101"]);
  // On the afternoon of a failure the close is where it was announced to be.
  const { minutesToClose } = sessionIndex(exchangeCalendar("JPX"), times(["2006-01-18T05:35"]), "5m");
  expect(minutesToClose[0]).toBe(25);
});

test("around the clock every bar is inside, and midnight ends a day", () => {
  const { day, isInside, minutesSinceOpen, minutesToClose } = sessionIndex(exchangeCalendar("CRYPTO"), times(["2024-03-09T23:55", "2024-03-10T00:00", "2024-03-10T00:05"]), "5m");
  expect([[...day].map(isoDay), [...isInside], [...minutesSinceOpen], [...minutesToClose]]).toEqual([["2024-03-09", "2024-03-09", "2024-03-10"], [1, 1, 1], [1435, 1440, 5], [5, 0, 1435]]);
});

test("the currency week ends on Friday and begins on Sunday at 17:00 New York", () => {
  const { day, isInside } = sessionIndex(exchangeCalendar("FOREX"), times(["2024-03-08T22:00", "2024-03-08T23:00", "2024-03-10T21:00", "2024-03-10T22:00"]), "1h");
  expect([[...day].map(isoDay), [...isInside]]).toEqual([["2024-03-08", "2024-03-08", "2024-03-08", "2024-03-11"], [1, 0, 0, 1]]);
});

const bars = fc
  .record({
    interval: fc.constantFrom<Interval>("5m", "15m", "1h", "1d"),
    start: fc.integer({ min: dayOf("1998-01-01"), max: dayOf("2030-01-01") }),
    skips: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40 }),
  })
  .map(({ interval, skips, start }) => {
    const stamp = interval === "1d" ? DAY_MILLIS - 1 : 0;
    let time = start * DAY_MILLIS + stamp;
    return { interval, closeTime: Float64Array.from(skips, (skip) => (time += (interval === "1d" ? Math.ceil(skip / 20) : skip) * INTERVAL_MILLIS[interval])) };
  });

test.each(EXCHANGES)("%s: one pass gives what each bar gives by itself, and earlier rows do not know later ones", (name) => {
  fc.assert(
    fc.property(bars, ({ closeTime, interval }) => {
      const index = sessionIndex(exchangeCalendar(name), closeTime, interval);
      for (let t = 0; t < closeTime.length; t++) expect(rowOf(index, t)).toEqual(slowRow(name, closeTime[t]!, interval));
      const half = closeTime.length >> 1;
      const known = sessionIndex(exchangeCalendar(name), closeTime.slice(0, half), interval);
      for (const column of COLUMNS) expect(known[column]).toEqual(index[column].slice(0, half));
      const backwards = sessionIndex(exchangeCalendar(name), closeTime.toReversed(), interval);
      for (const column of COLUMNS) expect(backwards[column].toReversed()).toEqual(index[column]);
    }),
    { seed: 1, numRuns: 60 },
  );
});

test("no bars give no rows, a bar without a time is refused", () => {
  expect(sessionIndex(exchangeCalendar("LSE"), new Float64Array(0), "1h").day).toHaveLength(0);
  expect(() => sessionIndex(exchangeCalendar("LSE"), Float64Array.of(0, Number.NaN), "1h")).toThrow("sessionIndex: row 1 must have a close time, got NaN. checkBars finds such rows, repairBars drops them.");
});
