import { expect, test } from "vitest";
import { periodsPerYear } from "./periodsPerYear.ts";

const HOUR = 3_600_000;
const every = (step: number, count: number, keep: (hour: number) => boolean = () => true) => Float64Array.from({ length: count }, (_, k) => k * step).filter(keep);

test("weekdays without some holidays are 252, every day is 365", () => {
  const weekdays = every(24 * HOUR, 2000, (time) => ((time / 24 / HOUR + 4) % 7) % 6 !== 0 && (time / 24 / HOUR) % 40 !== 0);
  expect(periodsPerYear(weekdays)).toBe(252);
  expect(periodsPerYear(every(24 * HOUR, 400))).toBe(365);
});

test("hours round the clock are 8,766, and weeks 52.18", () => {
  expect(periodsPerYear(every(HOUR, 5000))).toBeCloseTo(8766, 6);
  expect(periodsPerYear(every(7 * 24 * HOUR, 60))).toBeCloseTo(365.25 / 7, 9);
});

test("one bar has no year", () => {
  expect(() => periodsPerYear(Float64Array.of(1))).toThrow("periodsPerYear: 1 bars span no time; give at least two, oldest first");
});
