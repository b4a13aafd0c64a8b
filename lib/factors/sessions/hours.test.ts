import { describe, expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import { at, run, values } from "./handMade.fixture.ts";

const HOUR = INTERVAL_MILLIS["1h"];

describe("hours", () => {
  const monday = run("2024-03-04T00:00", "2024-03-05T00:00");
  const hoursOf = (bars: Bars, id: string): number[] => values(bars, id).flatMap((value, t) => (value === 1 ? [new Date(bars.closeTime[t]! - HOUR).getUTCHours()] : []));

  test("are those of the list, a bar counts by its opening", () => {
    expect(hoursOf(monday, "session_tokyo")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(hoursOf(monday, "session_london")).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
    expect(hoursOf(monday, "session_new_york")).toEqual([13, 14, 15, 16, 17, 18, 19, 20, 21]);
    expect(hoursOf(monday, "session_sydney")).toEqual([0, 1, 2, 3, 4, 5, 6, 22, 23]);
    expect(hoursOf(monday, "overlap_tokyo_london")).toEqual([8]);
    expect(hoursOf(monday, "overlap_london_new_york")).toEqual([13, 14, 15]);
    expect(hoursOf(monday, "in_overlap")).toEqual([8, 13, 14, 15]);
  });

  test("of cities follow summer time, which comes to New York three weeks before London and ends in Sydney later", () => {
    const local = run("2024-03-11T00:00", "2024-03-12T00:00");
    expect(hoursOf(local, "session_new_york_local")).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(hoursOf(local, "session_london_local")).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
    expect(hoursOf(local, "overlap_london_new_york_local")).toEqual([12, 13, 14, 15]);
    const april = run("2024-04-08T00:00", "2024-04-09T00:00");
    expect(hoursOf(april, "session_london_local")).toEqual([7, 8, 9, 10, 11, 12, 13, 14]);
    expect(hoursOf(april, "session_sydney_local")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 23]);
    expect(hoursOf(april, "session_new_york")).toEqual(hoursOf(monday, "session_new_york"));
  });

  test("are no one's at the weekend", () => {
    const weekend = run("2024-03-08T20:00", "2024-03-11T00:00");
    expect(values(weekend, "session_sydney").findIndex((value) => value === 1)).toBe(50);
    expect(values(weekend, "session_new_york").lastIndexOf(1)).toBe(1);
    expect(values(weekend, "time_in_session").slice(2, 50).every((value) => value === 1)).toBe(true);
  });

  test("pass from 0 to 1 in the session that opened last", () => {
    expect(at(monday, "time_in_session", "2024-03-04T00:00")).toBeCloseTo(1 / 9, 15);
    expect(at(monday, "time_in_session", "2024-03-04T07:00")).toBeCloseTo(8 / 9, 15);
    expect(at(monday, "time_in_session", "2024-03-04T08:00")).toBeCloseTo(1 / 8, 15);
    expect(at(monday, "time_in_session", "2024-03-04T21:00")).toBe(1);
    expect(at(monday, "time_in_session", "2024-03-04T22:00")).toBeCloseTo(1 / 9, 15);
  });
});

describe("an exchange", () => {
  test("has its own hours: New York's day of 2024-11-29 ends at 13:00 by schedule", () => {
    const bars = run("2024-11-27T14:30", "2024-12-02T22:00", { interval: "15m", price: (k) => 100 + (k % 7) });
    expect(at(bars, "time_in_session_nyse", "2024-11-27T14:30")).toBeCloseTo(15 / 390, 14);
    expect(at(bars, "time_in_session_nyse", "2024-11-29T17:45")).toBe(1);
    expect(at(bars, "time_in_session_nyse", "2024-11-29T14:30")).toBeCloseTo(15 / 210, 14);
    // Thanksgiving had no session, the return of the day before is still the last.
    expect(at(bars, "prev_session_return_nyse", "2024-11-28T18:00")).toBe(at(bars, "prev_session_return_nyse", "2024-11-29T17:45"));
    expect(at(bars, "prev_session_return_nyse", "2024-11-29T18:00")).not.toBe(at(bars, "prev_session_return_nyse", "2024-11-29T17:45"));
  });

  test("does not begin again after lunch", () => {
    const bars = run("2024-06-03T23:00", "2024-06-04T07:00", { interval: "15m", price: (k) => 100 + k });
    const high = values(bars, "session_low_position_jpx");
    // Tokyo opens at 00:00 UTC, the fourth bar, with 104; its lunch is from 02:30 to 03:30.
    expect(high[4]).toBe(0);
    expect(high[20]).toBeCloseTo(Math.log(120 / 104), 14);
  });
});
