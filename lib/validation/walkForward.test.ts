import fc from "fast-check";
import { expect, test } from "vitest";
import { ValidationError, walkForward } from "./index.ts";

test("three years roll by a month, the horizon left out", () => {
  expect(walkForward({ from: 0, to: 800 }, { train: 756, test: 21, horizon: 5 })).toEqual([
    { train: { from: 0, to: 751 }, test: { from: 756, to: 777 } },
    { train: { from: 21, to: 772 }, test: { from: 777, to: 798 } },
    { train: { from: 42, to: 793 }, test: { from: 798, to: 800 } },
  ]);
});

test("every row behind the first training part is tested once, and no label reaches from a training part into its test", () => {
  fc.assert(
    fc.property(fc.nat(100), fc.integer({ min: 2, max: 300 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 20 }), (from, train, test, more, horizon) => {
      fc.pre(train > horizon);
      const folds = walkForward({ from, to: from + train + more }, { train, test, horizon });
      const tested = folds.flatMap((fold) => Array.from({ length: fold.test.to - fold.test.from }, (_, k) => fold.test.from + k));
      expect(tested).toEqual(Array.from({ length: more }, (_, k) => from + train + k));
      for (const fold of folds) {
        expect(fold.train.to - 1 + horizon).toBeLessThan(fold.test.from);
        expect(fold.train.to - fold.train.from).toBe(train - horizon);
      }
    }),
    { seed: 9, numRuns: 200 },
  );
});

test("lengths that are no number of bars, or leave nothing to test, are refused", () => {
  expect(() => walkForward({ from: 0, to: 100 }, { train: 100, test: 10 })).toThrow("100 rows leave none to test behind 100 training rows");
  expect(() => walkForward({ from: 0, to: 100 }, { train: 5, test: 10, horizon: 5 })).toThrow("train (5) must be longer than the horizon (5)");
  expect(() => walkForward({ from: 0, to: 100 }, { train: 50, test: 0 })).toThrow(ValidationError);
});
