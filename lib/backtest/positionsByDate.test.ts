import { expect, test } from "vitest";
import type { Bars, Interval } from "../market/bars.ts";
import { BacktestError, forecastByRow, positionsByDate } from "./index.ts";

const ones = Float64Array.of(1, 1, 1);
const bars = (interval: Interval, times: readonly string[]): Bars => ({
  symbol: "TEST", interval, provenance: "a test", closeTime: Float64Array.from(times, (time) => Date.parse(time)), open: ones, high: ones, low: ones, close: ones, volume: ones,
});
const daily = bars("1d", ["2020-01-02T23:59:59.999Z", "2020-01-03T23:59:59.999Z", "2020-01-06T23:59:59.999Z"]);

test("positions are matched by date, in any order", () => {
  const signals = [{ date: "2020-01-06", position: -1 }, { date: "2020-01-02", position: 1 }, { date: "2020-01-03", position: 0.5 }];
  expect(Array.from(positionsByDate(daily, signals))).toEqual([1, 0.5, -1]);
});

test("bars of less than a day are matched by their close time", () => {
  const hourly = bars("1h", ["2020-01-02T15:00:00Z", "2020-01-02T16:00:00Z", "2020-01-02T17:00:00Z"]);
  expect(Array.from(positionsByDate(hourly, [{ date: "2020-01-02T16:00:00Z", position: 1 }], { missing: "hold" }))).toEqual([0, 1, 1]);
});

test("a bar without a position is refused by its date, held or flat if asked", () => {
  const signals = [{ date: "2020-01-02", position: 1 }];
  expect(() => positionsByDate(daily, signals)).toThrow(new BacktestError("signals: the bar of 2020-01-03 has no position, nor has 1 other; add what is missing, or say what it means: hold or flat (--missing on the command line)"));
  expect(Array.from(positionsByDate(daily, signals, { missing: "hold" }))).toEqual([1, 1, 1]);
  expect(Array.from(positionsByDate(daily, signals, { missing: "flat" }))).toEqual([1, 0, 0]);
});

test("a date without a bar, a date twice, no date and a position out of range are refused", () => {
  const given = (...signals: { date: string; position: number }[]) => () => positionsByDate(daily, signals, { missing: "flat" });
  expect(given({ date: "2020-01-04", position: 1 })).toThrow("signals: there is no bar of TEST on 2020-01-04; its bars go from 2020-01-02 to 2020-01-06");
  expect(given({ date: "2020-01-02", position: 1 }, { date: "2020-01-02", position: 0 })).toThrow("signals: 2020-01-02 is given twice; give one position a bar");
  expect(() => positionsByDate(daily, [{ date: "2020-01-04", position: 1 }], { name: "wanted.csv" })).toThrow("wanted.csv: there is no bar of TEST");
  expect(given({ date: "yesterday", position: 1 })).toThrow('signals: "yesterday" is no date');
  expect(given({ date: "2020-01-03", position: 2 })).toThrow("signals: the position on 2020-01-03 is 2; a position is a share of the equity from -1 to 1");
});

test("forecasts are laid on the bars their windows ended in, NaN elsewhere", () => {
  expect(Array.from(forecastByRow([11, 13], [0.1, 0.2], { from: 10, to: 15 }))).toEqual([Number.NaN, 0.1, Number.NaN, 0.2, Number.NaN]);
  expect(() => forecastByRow([9], [0.1], { from: 10, to: 15 })).toThrow("forecastByRow: a window ends in row 9, outside the bars 10..14");
  expect(() => forecastByRow([11, 12], [0.1], { from: 10, to: 15 })).toThrow("forecastByRow: there are 1 forecasts for 2 windows");
});
