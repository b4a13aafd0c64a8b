import { describe, expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import { mapBars, type Interval } from "../../market/bars.ts";
import { flatBars } from "../fixtures/randomBars.ts";
import { column, computeFactors } from "../index.ts";

/** Values on bars that close then. */
function valuesAt(id: string, closes: readonly string[], interval: Interval = "1d"): number[] {
  const times = Float64Array.from(closes, (close) => (interval === "1d" ? Date.parse(close) + INTERVAL_MILLIS["1d"] - 1 : Date.parse(`${close}Z`)));
  const bars = { ...mapBars(flatBars(times.length, 1, 1), (values, name) => (name === "closeTime" ? times : values)), interval };
  return [...column(computeFactors(bars, [id]), id)];
}

describe("a holiday", () => {
  const thanksgiving = ["2024-11-26", "2024-11-27", "2024-11-28", "2024-11-29", "2024-12-02"];

  test("marks the days beside it", () => {
    expect(valuesAt("is_holiday_nyse", thanksgiving)).toEqual([0, 0, 1, 0, 0]);
    expect(valuesAt("before_holiday_nyse", thanksgiving)).toEqual([0, 1, 0, 0, 0]);
    expect(valuesAt("after_holiday_nyse", thanksgiving)).toEqual([0, 0, 0, 1, 0]);
    expect(valuesAt("is_half_day_nyse", thanksgiving)).toEqual([0, 0, 0, 1, 0]);
  });

  test("is reached over a weekend: Friday stands before a holiday on Monday", () => {
    expect(valuesAt("before_holiday_lse", ["2024-05-02", "2024-05-03", "2024-05-06", "2024-05-07"])).toEqual([0, 1, 0, 0]);
    expect(valuesAt("after_holiday_lse", ["2024-05-02", "2024-05-03", "2024-05-06", "2024-05-07"])).toEqual([0, 0, 0, 1]);
  });

  test("is counted to and from in calendar days, its own date left out", () => {
    expect(valuesAt("days_to_holiday_nyse", thanksgiving)).toEqual([2, 1, 27, 26, 23]);
    expect(valuesAt("days_since_holiday_nyse", thanksgiving)).toEqual([85, 86, 87, 1, 4]);
  });

  test("of one exchange is a day as others for the rest", () => {
    const days = ["2024-04-25", "2024-04-29", "2024-05-06"];
    expect(["nyse", "lse", "jpx", "asx"].map((name) => valuesAt(`is_holiday_${name}`, days))).toEqual([[0, 0, 0], [0, 0, 1], [0, 1, 1], [1, 0, 0]]);
  });

  test("that nobody had announced leaves no trace: the attacks of 2001, the storm of 2012", () => {
    const days = ["2001-09-10", "2001-09-17", "2012-10-26", "2012-10-31"];
    for (const id of ["before_holiday_nyse", "after_holiday_nyse"]) expect(valuesAt(id, days), id).toEqual([0, 0, 0, 0]);
    expect(valuesAt("days_to_holiday_nyse", ["2001-09-10"])).toEqual([73]);
  });

  test("belongs to the date at the exchange, on bars within a day", () => {
    // In Tokyo the 29th of April begins at 15:00 UTC of the 28th.
    expect(valuesAt("is_holiday_jpx", ["2024-04-28T15:00", "2024-04-28T16:00", "2024-04-29T15:00", "2024-04-29T16:00"], "1h")).toEqual([0, 1, 1, 0]);
  });
});

describe("hours", () => {
  test("of New York are 14:30 to 21:00 UTC in winter and an hour earlier in summer", () => {
    const closes = ["2024-03-08T14:30", "2024-03-08T14:45", "2024-03-08T21:00", "2024-03-08T21:15", "2024-03-11T13:30", "2024-03-11T13:45"];
    expect(valuesAt("is_open_nyse", closes, "15m")).toEqual([0, 1, 1, 0, 0, 1]);
    expect(valuesAt("minutes_since_open_nyse", closes, "15m")).toEqual([390, 15, 390, 390, 390, 15]);
    expect(valuesAt("minutes_to_close_nyse", closes, "15m")).toEqual([0, 375, 0, 0, 0, 375]);
  });

  test("end early on a half day, and stop for Tokyo's lunch", () => {
    expect(valuesAt("minutes_to_close_nyse", ["2024-11-29T15:00", "2024-11-29T18:00"], "15m")).toEqual([180, 0]);
    expect(valuesAt("is_open_jpx", ["2024-06-04T02:30", "2024-06-04T02:45", "2024-06-04T03:30", "2024-06-04T03:45"], "15m")).toEqual([1, 0, 0, 1]);
  });

  test("of the currency week run from Sunday to Friday 17:00 New York", () => {
    const closes = ["2024-03-08T22:00", "2024-03-09T12:00", "2024-03-10T21:00", "2024-03-10T22:00", "2024-03-11T21:00", "2024-03-13T09:00", "2024-03-15T21:00"];
    expect(valuesAt("forex_week_position", closes, "1h")).toEqual([1, 1, 1, 1 / 120, 0.2, 0.5, 1]);
  });
});

describe("the end", () => {
  test("of options is the third Friday, or the Thursday before a holiday", () => {
    const days = ["2024-03-14", "2024-03-15", "2024-04-19", "2008-03-20", "2008-03-21", "2026-06-18", "2026-06-19", "2026-06-12"];
    expect(valuesAt("options_expiry", days.toSorted())).toEqual([1, 0, 0, 1, 1, 0, 1, 0]);
    expect(valuesAt("quad_witching", days.toSorted())).toEqual([1, 0, 0, 1, 0, 0, 1, 0]);
    expect(valuesAt("days_to_quad_witching", ["2024-03-14", "2024-03-15", "2024-03-18"])).toEqual([1, 0, 95]);
  });

  test("of a month and of a year come by the Gregorian and the ISO calendar", () => {
    expect(valuesAt("days_to_month_end", ["2024-02-28", "2024-02-29", "2024-03-01"])).toEqual([1, 0, 30]);
    expect(valuesAt("week_of_year", ["2020-12-31", "2021-01-03", "2021-01-04", "2024-12-29", "2024-12-30", "2027-01-01"])).toEqual([53, 53, 1, 52, 1, 53]);
  });
});
