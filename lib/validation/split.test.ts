import fc from "fast-check";
import { expect, test } from "vitest";
import { chronologicalSplit, ValidationError } from "./index.ts";

test("a split of 1000 rows keeps the order of time and leaves the horizon out before validation and test", () => {
  expect(chronologicalSplit({ from: 0, to: 1000 }, { train: 0.6, validation: 0.2, horizon: 5 })).toEqual({ train: { from: 0, to: 595 }, validation: { from: 600, to: 795 }, test: { from: 800, to: 1000 } });
});

test("on any rows, shares and horizon no label of a part is known only inside a later one, and none reaches out of the rows", () => {
  const shares = fc.tuple(fc.double({ min: 0.05, max: 0.9, noNaN: true }), fc.double({ min: 0.05, max: 0.9, noNaN: true })).filter(([train, validation]) => train + validation < 0.99);
  fc.assert(
    fc.property(fc.nat(500), fc.integer({ min: 10, max: 5000 }), shares, fc.integer({ min: 1, max: 30 }), (from, count, [train, validation], horizon) => {
      let parts;
      try {
        parts = chronologicalSplit({ from, to: from + count }, { train, validation, horizon });
      } catch (error) {
        expect(error).toBeInstanceOf(ValidationError);
        return;
      }
      expect(parts.train.from).toBe(from);
      expect(parts.test.to).toBe(from + count);
      expect(parts.train.to - 1 + horizon).toBeLessThan(parts.validation.from);
      expect(parts.validation.to - 1 + horizon).toBeLessThan(parts.test.from);
      for (const part of [parts.train, parts.validation, parts.test]) expect(part.from).toBeLessThan(part.to);
      expect(Math.abs(parts.validation.from - from - train * count)).toBeLessThanOrEqual(1);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test("rows that come later do not move the parts by more than their share", () => {
  const short = chronologicalSplit({ from: 100, to: 1100 });
  const long = chronologicalSplit({ from: 100, to: 1101 });
  expect(long.validation.from - short.validation.from).toBeLessThanOrEqual(1);
});

test("shares without room for a test, a horizon that is no number of bars, and too few rows are refused", () => {
  expect(() => chronologicalSplit({ from: 0, to: 100 }, { train: 0.8, validation: 0.2 })).toThrow("train and validation must be positive shares with a sum below 1, got 0.8 and 0.2");
  expect(() => chronologicalSplit({ from: 0, to: 100 }, { horizon: 0 })).toThrow("horizon must be a whole number of bars ≥ 1, got 0");
  expect(() => chronologicalSplit({ from: 0, to: 5 })).toThrow("5 rows leave none for validation; give more rows or other shares");
});
