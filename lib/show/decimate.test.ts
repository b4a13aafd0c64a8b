import fc from "fast-check";
import { expect, test } from "vitest";
import { stretchStarts, thinnedRows } from "./decimate.ts";

const series = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 3000 });

test("a thinned line keeps both ends and its smallest and largest value", () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 10, max: 500 }), (values, limit) => {
      const kept = thinnedRows(values, limit).map((row) => values[row]!);
      expect(kept[0]).toBe(values[0]);
      expect(kept.at(-1)).toBe(values.at(-1));
      expect(kept).toContain(values.reduce((a, b) => Math.max(a, b)));
      expect(kept).toContain(values.reduce((a, b) => Math.min(a, b)));
    }), { seed: 1 },
  );
});

test("rows rise, none twice, and are no more than the limit", () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 10, max: 500 }), (values, limit) => {
      const rows = thinnedRows(values, limit);
      expect(rows.every((row, k) => k === 0 || row > rows[k - 1]!)).toBe(true);
      expect(rows.length).toBeLessThanOrEqual(limit);
    }), { seed: 1 },
  );
});

test("a gap of missing values stays a gap", () => {
  const values = Float64Array.from({ length: 1000 }, (_, t) => (t >= 400 && t < 600 ? NaN : t));
  expect(thinnedRows(values, 50).some((row) => Number.isNaN(values[row]!))).toBe(true);
});

test("bars are joined into equal stretches, no more than the limit", () => {
  expect(stretchStarts(10, 4)).toEqual({ length: 3, starts: [0, 3, 6, 9] });
  expect(stretchStarts(4, 4)).toEqual({ length: 1, starts: [0, 1, 2, 3] });
});
