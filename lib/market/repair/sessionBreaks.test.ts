import { expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Bars, Interval } from "../bars.ts";
import type { TradingCalendar } from "../quality/tradingCalendar.ts";
import { repairBars } from "./repairBars.ts";
import { sessionBreaks } from "./sessionBreaks.ts";

const at = (times: readonly string[], interval: Interval = "1h"): Bars => {
  const closeTime = Float64Array.from(times, (time) => Date.parse(`${time}Z`));
  const price = closeTime.map((_, row) => 100 + row);
  return { symbol: "X", interval, provenance: "by hand", closeTime, open: price, high: price, low: price, close: price, volume: price };
};
/** Every bar from a moment to another, all hours. */
const around = (from: string, hours: number, interval: Interval = "1h"): Bars => at(Array.from({ length: (hours * INTERVAL_MILLIS["1h"]) / INTERVAL_MILLIS[interval] }, (_, k) => new Date(Date.parse(`${from}Z`) + (k + 1) * INTERVAL_MILLIS[interval]).toISOString().slice(0, 19)), interval);
const breaksOf = (bars: Bars, calendar: TradingCalendar): readonly string[] => [...sessionBreaks(bars, calendar)].flatMap((isBreak, row) => (isBreak === 1 ? [new Date(bars.closeTime[row]! - INTERVAL_MILLIS[bars.interval]).toISOString().slice(0, 16)] : []));

test.each([
  // Open and close of the exchange on both sides of a change of the clocks; the local midnight parts the hours of an evening from those of the morning.
  ["NYSE", "2024-03-08T12:00", ["2024-03-08T14:30", "2024-03-08T21:00", "2024-03-09T05:00", "2024-03-10T05:00", "2024-03-11T04:00", "2024-03-11T13:30", "2024-03-11T20:00"]],
  ["LSE", "2024-03-29T12:00", ["2024-03-30T00:00", "2024-03-31T00:00", "2024-03-31T23:00", "2024-04-01T23:00"]],
  ["ASX", "2024-04-04T22:00", ["2024-04-04T23:00", "2024-04-05T05:00", "2024-04-05T13:00", "2024-04-06T13:00", "2024-04-07T14:00", "2024-04-08T00:00", "2024-04-08T06:00"]],
] as const)("%s: the breaks are where its own clocks say, over a change of the clocks", (calendar, from, expected) => {
  expect(breaksOf(around(from, 24 * 4 - 8, "15m"), calendar)).toEqual(expected);
});

test("Tokyo has a break at noon, and a half day of New York ends at one", () => {
  expect(breaksOf(around("2024-01-04T15:00", 16, "15m"), "JPX")).toEqual(["2024-01-05T00:00", "2024-01-05T02:30", "2024-01-05T03:30", "2024-01-05T06:00"]);
  expect(breaksOf(around("2023-11-24T14:00", 6, "15m"), "NYSE")).toEqual(["2023-11-24T14:30", "2023-11-24T18:00"]);
});

test("coins never stop, currencies on Friday at five in New York, before and after the clocks change", () => {
  expect(breaksOf(around("2024-03-08T00:00", 96), "CRYPTO")).toEqual([]);
  const week = (friday: string, sunday: string): Bars => at([...["00", "01"].map((hour) => `${friday.slice(0, 11)}${hour}:00`), friday, sunday, `${sunday.slice(0, 10)}T23:59`]);
  expect(breaksOf(week("2024-03-08T22:00", "2024-03-10T22:00"), "FOREX")).toEqual(["2024-03-10T21:00"]);
  expect(breaksOf(week("2024-11-01T21:00", "2024-11-03T23:00"), "FOREX")).toEqual(["2024-11-03T22:00"]);
});

test("a bar missing while the market was open is no break; where no hours are known every gap is", () => {
  const bars = at(["2024-03-12T15:30", "2024-03-12T17:30", "2024-03-12T18:30"]);
  expect([breaksOf(bars, "NYSE").length, breaksOf(bars, "nyse").length]).toEqual([0, 1]);
});

test.each(["forwardFill", "interpolate"] as const)("%s carries no price out of a session by the exchange's clocks, though the bars follow each other", (missing) => {
  const bars = around("2024-03-11T18:00", 4, "15m");
  const holed = { ...bars, close: bars.close.map((price, row) => (row === 7 || row === 8 || row === 3 ? Number.NaN : price)), open: bars.open.map((price, row) => (row === 8 ? Number.NaN : price)), high: bars.high.fill(Number.NaN, 8, 9), low: bars.low.fill(Number.NaN, 8, 9) };
  const plan = { order: "keep", badBars: "keep", outliers: "keep", missing, calendar: "NYSE" } as const;
  expect(repairBars(holed, plan).bars.close[3]).not.toBeNaN();
  expect(repairBars(holed, plan).bars.close[8]).toBeNaN();
  expect(repairBars(holed, { ...plan, acrossSessions: true }).bars.close[8]).not.toBeNaN();
});
