import fc from "fast-check";
import { expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import { gramianField, indicatorImage, slidingWindows } from "./index.ts";

const rows = Float64Array.from({ length: 30 }, (_, t) => t);
const columns = columnsOf(rows, { rsi: rows.map((t) => Math.sin(t)), macd: rows.map((t) => t / 10) });

test("an indicator image is the window that a network reads: an indicator a row, a step a column, the newest on the right", () => {
  const image = indicatorImage(columns, 20, 8);
  expect(image).toMatchObject({ height: 2, width: 8, indicators: ["rsi", "macd"], row: 20 });
  const windows = slidingWindows(columns, { horizon: 1, values: rows }, { rows: { from: 0, to: 30 }, lookback: 8 });
  const n = windows.rows.indexOf(20);
  for (let f = 0; f < 2; f++) for (let t = 0; t < 8; t++) expect(Math.fround(image.values[f * 8 + t]!)).toBe(windows.inputs[(n * 8 + t) * 2 + f]);
});

test("an image sees no later row", () => {
  const later = columnsOf(rows, { rsi: columns.values.rsi!.map((x, t) => (t > 20 ? 99 : x)), macd: columns.values.macd! });
  expect(indicatorImage(later, 20, 8)).toEqual(indicatorImage(columns, 20, 8));
});

test("rows that end no window are refused", () => {
  expect(() => indicatorImage(columns, 6, 8)).toThrow("indicatorImage: a window of 8 steps cannot end in row 6 of 30; give a row from 7 to 29");
  expect(() => indicatorImage(columns, 30, 8)).toThrow("cannot end in row 30 of 30");
  expect(() => indicatorImage(columns, 20, 0)).toThrow("indicatorImage: lookback must be a whole number ≥ 1, got 0");
});

test("a Gramian field by hand: a rise from -1 over 0 to 1", () => {
  const { values } = gramianField(Float64Array.of(5, 6, 7)); // angles π, π/2, 0
  expect(Array.from(values, (g) => Math.round(g) + 0)).toEqual([1, 0, -1, 0, -1, 0, -1, 0, 1]);
});

test("a Gramian field is symmetric, unchanged by scale and shift, and its diagonal tells the series' size at each step", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (list, factor) => {
    const series = Float64Array.from(list);
    const { height, values, width } = gramianField(series);
    expect([height, width]).toEqual([series.length, series.length]);
    const [low, high] = [Math.min(...list), Math.max(...list)];
    const same = gramianField(series.map((x) => factor * x + 7)).values;
    values.forEach((g, at) => {
      const [i, j] = [Math.floor(at / width), at % width];
      expect(g).toBeCloseTo(values[j * width + i]!, 12);
      expect(g).toBeCloseTo(same[at]!, 6);
      if (i === j && high > low) expect(g).toBeCloseTo(2 * ((2 * (series[i]! - low)) / (high - low) - 1) ** 2 - 1, 9);
    });
  }), { seed: 1 });
  expect(Array.from(gramianField(Float64Array.of(3, 3)).values)).toEqual([-1, -1, -1, -1]);
});
