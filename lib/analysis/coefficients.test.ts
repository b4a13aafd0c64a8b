import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey } from "../random/index.ts";
import { plantedFactors, wandering } from "./fixtures/plantedFactors.ts";
import { AnalysisError, halfLife, HORIZONS, icByHorizon, icByPeriod, informationCoefficient, longRunVariance, rankInformationCoefficient } from "./index.ts";

const rows = (values: fc.Arbitrary<number>) => fc.array(fc.tuple(values, values), { minLength: 40, maxLength: 90 }).map((pairs) => ({
  x: Float64Array.from(pairs, ([x]) => x),
  label: { name: "y", horizon: 3, values: Float64Array.from(pairs, ([, y]) => y) },
}));
/** Both as good as equal, or both unknown. */
const expectSame = (got: number, expected: number) => expect(Number.isNaN(expected) ? Number.isNaN(got) : Math.abs(got - expected) < 1e-9, `${got}, ${expected} expected`).toBe(true);

describe("laws", () => {
  test("no rising map changes a rank coefficient, a falling one turns its sign", () => {
    fc.assert(fc.property(rows(fc.integer({ min: -30, max: 30 })), ({ label, x }) => {
      const original = rankInformationCoefficient(x, label);
      expect(rankInformationCoefficient(x.map((value) => 5 + value ** 3), label)).toEqual(original);
      expect(rankInformationCoefficient(x, { ...label, values: label.values.map(Math.exp) })).toEqual(original);
      expectSame(rankInformationCoefficient(x.map((value) => -value), label).value, -original.value);
    }), { seed: 1, numRuns: 100 });
  });

  test("size and origin change no coefficient, and none is beyond ±1", () => {
    fc.assert(fc.property(rows(fc.integer({ min: -1000, max: 1000 })), fc.integer({ min: 1, max: 99 }), ({ label, x }, scale) => {
      const [a, b] = [informationCoefficient(x, label), informationCoefficient(x.map((value) => 7 - value * scale), label)];
      expectSame(b.value, -a.value);
      expectSame(b.standardError, a.standardError);
      expect(Math.abs(a.value) > 1).toBe(false);
    }), { seed: 2, numRuns: 100 });
  });

  test("rows without one of the two values are as if they were not there", () => {
    const { columns, label } = plantedFactors({ rows: 300, noise: 0, ic: 0.3, seed: 1 });
    const x = columns.values["planted"]!;
    const y = label(1);
    const gaps = [3, 70, 71, 200];
    const kept = [...x.keys()].filter((t) => !gaps.includes(t));
    const without = { ...y, values: Float64Array.from(kept, (t) => y.values[t]!) };
    for (const measure of [informationCoefficient, rankInformationCoefficient]) {
      expect(measure(x.map((value, t) => (gaps.includes(t) ? Number.NaN : value)), y)).toEqual(measure(Float64Array.from(kept, (t) => x[t]!), without));
    }
  });

  test("rows outside the range change nothing", () => {
    const { columns, label } = plantedFactors({ rows: 300, noise: 0, ic: 0.3, seed: 1 });
    const range = { from: 50, to: 250 };
    const spoilt = columns.values["planted"]!.map((value, t) => (t < 50 || t >= 250 ? 1e9 : value));
    for (const measure of [informationCoefficient, rankInformationCoefficient]) expect(measure(spoilt, label(1), { rows: range })).toEqual(measure(columns.values["planted"]!, label(1), { rows: range }));
  });

  test("the long-run variance is the weighted sum of the products at each lag", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 60 }), fc.integer({ min: 0, max: 90 }), (list, lags) => {
      let expected = 0;
      for (let k = -lags; k <= lags; k++) expected += (1 - Math.abs(k) / (lags + 1)) * list.reduce((sum, value, t) => sum + value * (list[t - k] ?? 0), 0);
      const scale = list.reduce((sum, value) => sum + value * value, 1e-12) * (lags + 1);
      expect(Math.abs(longRunVariance(list, lags) - expected)).toBeLessThan(1e-12 * scale);
    }), { seed: 3, numRuns: 200 });
  });
});

describe("a coefficient that cannot be told", () => {
  const y = { name: "y", horizon: 1, values: wandering(40, 0, randomKey(1)) };
  test("is NaN below thirty rows, with the rows there are", () => {
    expect(rankInformationCoefficient(wandering(40, 0, randomKey(2)), y, { rows: { from: 0, to: 29 } })).toEqual({ value: Number.NaN, standardError: Number.NaN, t: Number.NaN, p: Number.NaN, rows: 29 });
  });

  test("is NaN for a column that does not vary, or is infinite", () => {
    expect(informationCoefficient(new Float64Array(40).fill(7), y).value).toBeNaN();
    expect(informationCoefficient(new Float64Array(40).fill(0.1).with(3, Infinity), y).value).toBeNaN();
  });

  test("is refused where column and label have different rows", () => {
    expect(() => informationCoefficient(new Float64Array(39), y)).toThrow(new AnalysisError("the column has 39 rows and the label 40; make both from the same bars"));
  });
});

describe("planted truth", () => {
  test("a coefficient of 0.1 is found: right on average, inside two errors nineteen times in twenty", () => {
    const found = Array.from({ length: 100 }, (_, seed) => {
      const { columns, label } = plantedFactors({ rows: 2000, noise: 0, ic: 0.1, seed });
      return informationCoefficient(columns.values["planted"]!, label(1));
    });
    const mean = found.reduce((sum, { value }) => sum + value, 0) / found.length;
    const inside = found.filter(({ standardError, value }) => Math.abs(value - 0.1) < 1.96 * standardError).length;
    const seen = found.filter(({ t }) => t > 2).length;
    console.log(`IC 0.1 in 2000 rows, 100 markets: mean ${mean.toFixed(4)}, inside 1.96 errors ${inside}, t above 2 ${seen}`);
    expect(Math.abs(mean - 0.1)).toBeLessThan(0.006);
    expect(inside).toBeGreaterThanOrEqual(89);
    expect(seen).toBeGreaterThanOrEqual(97);
  });

  test("what is said of one bar decays as planted, and noise has no half-life", () => {
    const labelsOf = (label: ReturnType<typeof plantedFactors>["label"]) => HORIZONS.map(label);
    const lives = Array.from({ length: 20 }, (_, seed) => {
      const { columns, label } = plantedFactors({ rows: 8000, noise: 0, ic: 0.1, memory: 0.9, seed });
      return halfLife(icByHorizon(columns.values["planted"]!, labelsOf(label)).map(({ horizon, rankIC }) => ({ horizon, value: rankIC.value, t: rankIC.t })));
    }).sort((a, b) => a - b);
    const truth = Math.log(0.5) / Math.log(0.9);
    console.log(`half-life of ${truth.toFixed(1)} bars, 20 markets: median ${lives[10]!.toFixed(1)}, from ${lives[0]!.toFixed(1)} to ${lives[19]!.toFixed(1)}`);
    expect(Math.abs(lives[10]! - truth)).toBeLessThan(1.5);
    expect(halfLife([{ horizon: 1, value: 0.01, t: 0.7 }, { horizon: 5, value: 0.02, t: 1.2 }])).toBeNaN();
    expect(halfLife([{ horizon: 1, value: 0.1, t: 7 }])).toBeNaN();
  });

  test("each year has its own coefficient, of rows whose labels end inside it", () => {
    const { columns, label } = plantedFactors({ rows: 1000, noise: 0, ic: 0.2, seed: 3 });
    const x = columns.values["planted"]!;
    const { count, ir, mean, periods, t } = icByPeriod(x, label(5), { closeTime: columns.closeTime });
    expect(periods.map((year) => [year.period, year.rows.from, year.rows.to])).toEqual([["2000", 0, 361], ["2001", 366, 726], ["2002", 731, 995]]);
    expect(periods[1]!.value).toBe(rankInformationCoefficient(x, label(5), { rows: { from: 366, to: 726 } }).value);
    expect([count, t]).toEqual([3, expect.closeTo(ir * Math.sqrt(3), 10)]);
    expect(mean).toBeCloseTo(periods.reduce((sum, { value }) => sum + value / 3, 0), 12);
    expect(icByPeriod(x, label(1), { closeTime: columns.closeTime, period: "quarter", by: "ic" }).periods[4]!.period).toBe("2001-Q1");
    expect(icByPeriod(x, label(1), { closeTime: columns.closeTime, period: "month" }).periods[0]).toEqual({ period: "2000-01", rows: { from: 0, to: 30 }, value: expect.any(Number) });
  });
});
