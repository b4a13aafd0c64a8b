import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averageRanks, pastQuantile, pastRank } from "./index.ts";
import { ordered } from "./ordered.ts";
import { AnalysisError } from "./error.ts";

/** Numbers of every kind: ties, both zeros, tiny, huge, infinite, missing. */
const anyColumn = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double(), fc.constantFrom(0, -0, Number.NaN, 5e-324, -5e-324, Infinity, -Infinity)), { minLength: 1, maxLength: 80 }).map((list) => Float64Array.from(list));

describe("ranks", () => {
  test("the order of any numbers is that of a comparing sort, equal values in order of time", () => {
    fc.assert(fc.property(anyColumn, (values) => {
      const known = [...values.keys()].filter((t) => !Number.isNaN(values[t]!));
      const compare = (a: number, b: number): number => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b);
      expect([...ordered(values).order]).toEqual(known.sort(compare));
    }), { seed: 1, numRuns: 500 });
  });

  test("a rank is one more than the values below and half of the others that are equal", () => {
    fc.assert(fc.property(anyColumn, (values) => {
      const ranks = averageRanks(values);
      for (const [t, value] of values.entries()) {
        const below = values.filter((other) => other < value).length;
        const equal = values.filter((other) => other === value).length;
        expect(ranks[t]).toBe(Number.isNaN(value) ? Number.NaN : below + (equal + 1) / 2);
      }
    }), { seed: 2, numRuns: 300 });
  });

  test("rows outside the range have no rank and move none", () => {
    expect(averageRanks(Float64Array.of(9, 3, 1, 3, -5), { from: 1, to: 4 })).toEqual(Float64Array.of(Number.NaN, 2.5, 1, 2.5, Number.NaN));
  });

  test("rows that the column does not have are refused", () => {
    expect(() => averageRanks(Float64Array.of(1, 2), { from: 0, to: 3 })).toThrow(new AnalysisError("rows 0..3 do not lie in the 2 rows of the column; give { from, to } inside them"));
  });
});

describe("the rank among past values", () => {
  test("is the share of the values before that lie below, half of the equal ones", () => {
    fc.assert(fc.property(anyColumn, (values) => {
      const got = pastRank(values, { minimum: 3 });
      for (const [t, value] of values.entries()) {
        const past = values.subarray(0, t).filter((other) => !Number.isNaN(other));
        const share = (past.filter((other) => other < value).length + past.filter((other) => other === value).length / 2) / past.length;
        expect(got[t]).toBe(Number.isNaN(value) || past.length < 3 ? Number.NaN : share);
      }
    }), { seed: 3, numRuns: 300 });
  });

  test("a new low is in the first quantile, a new high in the last, and nothing is without a past", () => {
    expect(pastQuantile(Float64Array.of(5, 1, 3, 9, 0, Number.NaN, 4), { minimum: 2, quantiles: 4 })).toEqual(Float64Array.of(Number.NaN, Number.NaN, 2, 3, 0, Number.NaN, 2));
  });
});
