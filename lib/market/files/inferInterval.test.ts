import fc from "fast-check";
import { expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { type Interval, INTERVALS } from "../bars.ts";
import { checkBars } from "../quality/checkBars.ts";
import { inferInterval } from "./inferInterval.ts";
import { parseBarsCsv } from "./parseBarsCsv.ts";

const START = Date.parse("2024-03-04T00:00:00Z");
const stamps = (interval: Interval, steps: readonly number[]): Float64Array => {
  const times = [START];
  for (const step of steps) times.push(times.at(-1)! + step * INTERVAL_MILLIS[interval]);
  return Float64Array.from(times);
};

test("gaps, nights, one odd time and one bar doubled change nothing", () => {
  fc.assert(fc.property(fc.constantFrom(...INTERVALS), fc.array(fc.constantFrom(1, 1, 1, 1, 2, 3, 17), { minLength: 12, maxLength: 60 }), fc.nat(), fc.integer({ min: 1, max: 59_999 }), (interval, steps, seed, odd) => {
    fc.pre(2 * steps.filter((step) => step === 1).length >= steps.length);
    const times = stamps(interval, steps);
    expect(inferInterval(times, "x")).toBe(interval);
    const row = 1 + (seed % (times.length - 1));
    const with1 = Float64Array.from([...times.slice(0, row), times[row]! - odd, ...times.slice(row)]);
    expect(inferInterval(with1, "x")).toBe(interval);
    expect(inferInterval(Float64Array.from([...times.slice(0, row), ...times.slice(row - 1)]), "x")).toBe(interval);
  }), { seed: 1 });
});

test("bars of which many are missing are still those of a minute, and an hour beside a minute by chance is one of an hour", () => {
  expect(inferInterval(stamps("1m", [2, 1, 5, 3, 1, 2, 2, 5, 1, 4, 2, 15]), "x")).toBe("1m");
  expect(inferInterval(Float64Array.from([...stamps("1h", Array.from({ length: 20 }, () => 1)), START + 20 * INTERVAL_MILLIS["1h"] + 60_000]), "x")).toBe("1h");
});

test("no bar, one bar, weeks and months are daily", () => {
  for (const steps of [[], [7, 7, 7], [28, 31, 30]]) expect(inferInterval(stamps("1d", steps), "x")).toBe("1d");
  expect(inferInterval(new Float64Array(0), "x")).toBe("1d");
});

test("a step that is no interval is refused with its length, also beside a few that are", () => {
  expect(() => inferInterval(stamps("1m", [7, 7, 7, 7]), "odd.csv")).toThrow("odd.csv: the commonest step between two bars is 420 s, which is none of 1m, 5m, 15m, 1h, 1d. Name the interval.");
  expect(() => inferInterval(stamps("1m", [7, 7, 60, 7, 60, 7, 7, 7]), "x")).toThrow("420 s");
  expect(() => inferInterval(stamps("1m", Array.from({ length: 40 }, (_, k) => (k === 3 ? 1 : 7))), "x")).toThrow("420 s");
});

test("the odd time of a file is told by the check as off the grid", () => {
  const lines = Array.from({ length: 30 }, (_, k) => `${new Date(START + k * INTERVAL_MILLIS["1h"]).toISOString()},1,2,1,${1 + (k % 7) / 10},5`);
  lines.splice(12, 0, `${new Date(START + 11 * INTERVAL_MILLIS["1h"] + 1_807_000).toISOString()},1,2,1,1.2,5`);
  const bars = parseBarsCsv(`date,open,high,low,close,volume\n${lines.join("\n")}`, "BTC-USD.csv", { symbol: "BTC-USD" });
  expect(bars.interval).toBe("1h");
  expect(checkBars(bars).filter(({ code }) => code === "off the grid").map(({ where }) => where.row)).toEqual([12]);
});
