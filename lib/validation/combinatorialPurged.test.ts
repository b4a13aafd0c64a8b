import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combinatorialPurged, foldSpans, ValidationError, type RowRange } from "./index.ts";

const label = (horizon: number) => ({ horizon });
const rowsOf = (ranges: readonly RowRange[]) => ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, k) => from + k));

test("six groups of which two are tested make fifteen folds and five paths, as in the book", () => {
  const { folds, groups, paths } = combinatorialPurged({ from: 0, to: 600 }, { label: label(5), embargo: 3 });
  expect([groups.length, folds.length, paths.length]).toEqual([6, 15, 5]);
  expect(folds[0]).toEqual({ groups: [0, 1], train: [{ from: 208, to: 600 }], test: [{ from: 0, to: 100 }, { from: 100, to: 200 }] });
  expect(folds[6]).toEqual({ groups: [1, 3], train: [{ from: 0, to: 95 }, { from: 208, to: 295 }, { from: 408, to: 600 }], test: [{ from: 100, to: 200 }, { from: 300, to: 400 }] });
  // López de Prado 2018, figure 12.2: the paths through the splits S1..S15.
  expect(paths).toEqual([[0, 0, 1, 2, 3, 4], [1, 5, 5, 6, 7, 8], [2, 6, 9, 9, 10, 11], [3, 7, 10, 12, 12, 13], [4, 8, 11, 13, 14, 14]]);
});

/** Splits that are possible, with what they were made of. */
const split = fc
  .record({ from: fc.nat(50), count: fc.integer({ min: 2, max: 8 }), tested: fc.integer({ min: 1, max: 7 }), rows: fc.integer({ min: 20, max: 900 }), horizon: fc.integer({ min: 1, max: 12 }), embargo: fc.integer({ min: 0, max: 12 }) })
  .filter(({ count, tested }) => tested < count)
  .map((drawn) => {
    try {
      return { ...drawn, ...combinatorialPurged({ from: drawn.from, to: drawn.from + drawn.rows }, { groups: drawn.count, testGroups: drawn.tested, label: label(drawn.horizon), embargo: drawn.embargo }) };
    } catch (error) {
      expect(error).toBeInstanceOf(ValidationError);
      return undefined;
    }
  })
  .filter((made) => made !== undefined);

describe("on any rows, groups, horizon and embargo", () => {
  test("no training label reaches into a test, and none of a test reaches into a training row, the embargo beside it", () => {
    fc.assert(
      fc.property(split, ({ embargo, folds, from, horizon, rows }) => {
        for (const { test: tests, train } of folds) {
          expect(train.length).toBeGreaterThan(0);
          for (const learnt of train) {
            expect(learnt.from).toBeGreaterThanOrEqual(from);
            expect(learnt.to).toBeLessThanOrEqual(from + rows);
            for (const judged of tests) {
              if (learnt.from < judged.from) expect(learnt.to - 1 + horizon).toBeLessThan(judged.from);
              else expect(learnt.from).toBeGreaterThanOrEqual(judged.to - 1 + horizon + 1 + embargo);
            }
          }
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test("every row is tested φ = k/N·C(N, k) times, and each path foretells each row once, by a fold that tests it", () => {
    fc.assert(
      fc.property(split, ({ count, folds, from, groups, paths, rows, tested }) => {
        expect(paths.length).toBe((folds.length * tested) / count);
        const times = new Map<number, number>();
        for (const row of folds.flatMap(({ test: tests }) => rowsOf(tests))) times.set(row, (times.get(row) ?? 0) + 1);
        expect([...times.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, k) => from + k));
        expect(new Set(times.values())).toEqual(new Set([paths.length]));
        const used = paths.flatMap((path) => path.map((fold, group) => {
          expect(folds[fold]!.groups).toContain(group);
          return `${fold} ${group}`;
        }));
        expect(new Set(used).size).toBe(used.length);
        expect(rowsOf(groups)).toEqual(Array.from({ length: rows }, (_, k) => from + k));
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  test("the number of rows that is wanted is the fewest with which it works", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 30 }), (count, tested, horizon) => {
        fc.pre(tested < count);
        const cut = (rows: number) => combinatorialPurged({ from: 0, to: rows }, { groups: count, testGroups: tested, label: label(horizon) });
        let text = "";
        try {
          cut(1);
        } catch (error) {
          text = String(error);
        }
        const wanted = Number(/at least (\d+) rows are wanted/.exec(text)?.[1]);
        expect(cut(wanted).folds.every(({ train }) => train.length > 0)).toBe(true);
        expect(() => cut(wanted - 1)).toThrow("rows are wanted");
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});

test("the embargo is as long as the label looks ahead where none is given", () => {
  const [fold] = combinatorialPurged({ from: 0, to: 100 }, { groups: 2, testGroups: 1, label: label(7) }).folds;
  expect(fold).toEqual({ groups: [0], train: [{ from: 64, to: 100 }], test: [{ from: 0, to: 50 }] });
});

test("a picture of the folds has every row of each: learnt from, judged, left out", () => {
  const { folds } = combinatorialPurged({ from: 0, to: 60 }, { groups: 3, testGroups: 1, label: label(2), embargo: 1 });
  expect(foldSpans(folds).filter(({ fold }) => fold === 1)).toEqual([
    { fold: 1, part: "train", from: 0, to: 18 },
    { fold: 1, part: "left out", from: 18, to: 20 },
    { fold: 1, part: "test", from: 20, to: 40 },
    { fold: 1, part: "left out", from: 40, to: 43 },
    { fold: 1, part: "train", from: 43, to: 60 },
  ]);
});

test("groups, tests or rows that leave nothing to learn from are refused", () => {
  const cut = (rows: number, options: object) => () => combinatorialPurged({ from: 0, to: rows }, { label: label(1), ...options });
  expect(cut(100, { testGroups: 6 })).toThrow("testGroups (6) must be fewer than groups (6), or nothing is left to learn from");
  expect(cut(100, { groups: 1.5 })).toThrow(new ValidationError("combinatorialPurged: groups must be a whole number ≥ 2, got 1.5"));
  expect(cut(100, { groups: 30, testGroups: 10 })).toThrow("30 groups of which 10 are tested make 30045015 folds, more than 5000; take fewer");
  expect(cut(20, { label: label(10) })).toThrow("20 rows in 6 groups, of which 2 are tested, leave a fold without a row to learn from, with a horizon of 10 and an embargo of 10; at least 65 rows are wanted");
});
