import fc from "fast-check";
import { expect, test } from "vitest";
import { quantile } from "../quantile.ts";
import { hampelScores, iqrScores, type OutlierScores, zScores } from "./outliers.ts";

const METHODS: Readonly<Record<string, OutlierScores>> = { zScores, hampelScores, iqrScores };
const series = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 12, maxLength: 40 }).map((values) => Float64Array.from(values, (x) => x / 64));
const PAST = [4, 1, 3, 2, 5];

/** The definitions, each window sorted anew. */
const PLAIN: Readonly<Record<string, (value: number, past: Float64Array) => number>> = {
  zScores: (value, past) => {
    const mean = past.reduce((sum, x) => sum + x / past.length, 0);
    return (value - mean) / Math.sqrt(past.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (past.length - 1));
  },
  hampelScores: (value, past) => {
    const median = quantile(past, 0.5);
    return (value - median) / (1.482602218505602 * quantile(past.map((x) => Math.abs(x - median)).sort(), 0.5));
  },
  iqrScores: (value, past) => {
    const [lower, upper] = [quantile(past, 0.25), quantile(past, 0.75)];
    return (value > upper ? value - upper : value < lower ? value - lower : 0) / (upper - lower);
  },
};
const anyValues = fc.array(fc.oneof(fc.double({ min: -1e9, max: 1e9 }), fc.constantFrom(0, -0, 1, 2, Number.NaN, Number.POSITIVE_INFINITY)), { maxLength: 120 }).map((values) => Float64Array.from(values));

test("the scores are those worked out by hand", () => {
  const values = Float64Array.of(...PAST, 9);
  expect(zScores(values, { window: 5 })[5]).toBeCloseTo((9 - 3) / Math.sqrt(2.5), 12);
  expect(hampelScores(values, { window: 5 })[5]).toBeCloseTo((9 - 3) / 1.482602218505602, 12);
  expect(iqrScores(values, { window: 5 })[5]).toBeCloseTo((9 - 4) / 2, 12);
  expect(iqrScores(Float64Array.of(...PAST, 1), { window: 5 })[5]).toBeCloseTo(-0.5, 12);
});

for (const [name, scores] of Object.entries(METHODS)) {
  test(`${name} is NaN until the window is full and where the value is missing`, () => {
    const result = scores(Float64Array.of(1, 2, Number.NaN, 3, 4, 5, Number.NaN, 9), { window: 5 });
    expect(Array.from(result, Number.isNaN)).toEqual([true, true, true, true, true, true, true, false]);
  });

  test(`${name} are to the last bit those of the plain definition, ties and missing values included`, () => {
    fc.assert(fc.property(anyValues, fc.integer({ min: 5, max: 30 }), (values, window) => {
      const known: number[] = [];
      const plain = Array.from(values, (value) => {
        if (!Number.isFinite(value)) return Number.NaN;
        const score = known.length < window ? Number.NaN : PLAIN[name]!(value, Float64Array.from(known.slice(-window)).sort());
        known.push(value);
        return Number.isFinite(score) ? score : Number.NaN;
      });
      expect(Array.from(scores(values, { window }), (score) => score + 0)).toEqual(plain.map((score) => score + 0));
    }), { seed: 1, numRuns: 200, examples: [[Float64Array.of(0, -5e-324, 1, -7.50394755496178e-309, 0, 2, 0, 7.50394755496178e-309, 1), 8]] });
  });

  test(`${name} uses no later value`, () => {
    fc.assert(fc.property(series, fc.integer({ min: 6, max: 12 }), (values, cut) => {
      expect(scores(values.slice(0, cut), { window: 5 })).toEqual(scores(values, { window: 5 }).slice(0, cut));
    }), { seed: 1 });
  });

  test(`${name} does not change when all values are multiplied by 4`, () => {
    fc.assert(fc.property(series, (values) => {
      expect(scores(values.map((x) => 4 * x), { window: 5 })).toEqual(scores(values, { window: 5 }));
    }), { seed: 1 });
  });

  test(`${name} is NaN where the window has no spread`, () => {
    expect(scores(Float64Array.of(1, 1, 1, 1, 1, 2), { window: 5 })[5]).toBeNaN();
  });

  test(`${name} refuses a window below 5 rows`, () => {
    expect(() => scores(Float64Array.of(1), { window: 4 })).toThrow("window must be a whole number of rows ≥ 5, got 4");
  });
}

test("one outlier in the window hides the next from the z-score, not from Hampel's", () => {
  const values = Float64Array.from({ length: 30 }, (_, t) => Math.sin(t));
  values[28] = 50;
  values[29] = 50;
  expect(zScores(values, { window: 20 })[29]!).toBeLessThan(5);
  expect(hampelScores(values, { window: 20 })[29]!).toBeGreaterThan(30);
});
