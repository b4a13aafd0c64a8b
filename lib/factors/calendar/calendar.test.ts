import { expect, test } from "vitest";
import { mapBars } from "../../market/bars.ts";
import { flatBars } from "../fixtures/randomBars.ts";
import { column, computeFactors } from "../index.ts";

function valuesAt(id: string, times: readonly string[]): number[] {
  const bars = mapBars(flatBars(times.length, 1, 1), (values, name) => (name === "closeTime" ? Float64Array.from(times, Date.parse) : values));
  return [...column(computeFactors(bars, [id]), id)];
}

test("a bar that closes at midnight belongs to the day that ends there", () => {
  expect(valuesAt("day_of_week", ["2024-03-03T23:00:00Z", "2024-03-04T00:00:00Z", "2024-03-04T01:00:00Z", "2024-03-04T23:59:59.999Z"])).toEqual([7, 7, 1, 1]);
  expect(valuesAt("month", ["2024-03-01T00:00:00Z", "2024-03-01T01:00:00Z"])).toEqual([2, 3]);
});

test("the turn of the month is its last weekday and its first three, holidays unknown", () => {
  const days = ["2024-03-27", "2024-03-28", "2024-03-29", "2024-03-30", "2024-04-01", "2024-04-02", "2024-04-03", "2024-04-04", "2024-04-30", "2024-05-31", "2024-06-02", "2024-06-05", "2024-06-06"];
  expect(valuesAt("turn_of_month", days.map((day) => `${day}T21:00:00Z`))).toEqual([0, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0]);
});

test("sine and cosine lie on the unit circle and put December beside January", () => {
  const months = Array.from({ length: 12 }, (_, k) => `2023-${String(k + 1).padStart(2, "0")}-15T21:00:00Z`);
  const sin = valuesAt("month_sin", months);
  const cos = valuesAt("month_cos", months);
  const distance = (a: number, b: number) => Math.hypot(sin[a]! - sin[b]!, cos[a]! - cos[b]!);
  for (let k = 0; k < 12; k++) {
    expect(Math.hypot(sin[k]!, cos[k]!)).toBeCloseTo(1, 14);
    expect(distance(k, (k + 1) % 12)).toBeCloseTo(distance(0, 1), 14);
  }
});

test("the hour runs through the day", () => {
  expect(valuesAt("hour_sin", ["2024-03-04T06:00:00.001Z", "2024-03-04T18:00:00.001Z"])).toEqual([1, -1]);
});
