import { describe, expect, test } from "vitest";
import { columnsOf } from "../factors/columns.ts";
import { randomBars } from "../factors/fixtures/randomBars.ts";
import type { Bars } from "../market/bars.ts";
import { randomKey } from "../random/index.ts";
import { detectLookAhead } from "../validation/index.ts";
import { plantedFactors, wandering } from "./fixtures/plantedFactors.ts";
import { AnalysisError, averageRanks, pastQuantile, pastRank, quantileReturns, turnover } from "./index.ts";

describe("edges of quantiles", () => {
  const momentum = ({ close }: Bars) => close.map((price, t) => (t < 10 ? Number.NaN : price / close[t - 10]! - 1));

  test("from the past are clean, from the whole sample they look ahead", () => {
    const clean = (bars: Bars) => columnsOf(bars.closeTime, { rank: pastRank(momentum(bars)), fifth: pastQuantile(momentum(bars)) });
    const leaking = (bars: Bars) => {
      const ranks = averageRanks(momentum(bars));
      return columnsOf(bars.closeTime, { fifth: ranks.map((rank) => Math.min(4, Math.floor((5 * rank) / ranks.length))) });
    };
    expect(detectLookAhead(clean, randomBars(500, 3), { key: randomKey(1) })).toEqual([]);
    expect(detectLookAhead(leaking, randomBars(500, 3), { key: randomKey(1) })).toHaveLength(1);
  });

  test("from the past fill all quantiles about equally where the column has no trend", () => {
    const { quantiles } = quantileReturns(wandering(5000, 0, randomKey(1)), { name: "y", horizon: 1, values: wandering(5000, 0, randomKey(2)) });
    expect(quantiles.map(({ quantile }) => quantile)).toEqual([1, 2, 3, 4, 5]);
    for (const { rows } of quantiles) expect(Math.abs(rows - 988)).toBeLessThan(120);
  });
});

describe("returns by quantile", () => {
  test("rise with the planted column, by what a normal pair of that correlation gives", () => {
    const { columns, label } = plantedFactors({ rows: 20_000, noise: 0, ic: 0.1, seed: 1 });
    const { monotonicity, spread } = quantileReturns(columns.values["planted"]!, label(1));
    const expected = 0.01 * 0.1 * 2 * 1.39981;
    expect(Math.abs(spread.value - expected)).toBeLessThan(2.5 * spread.standardError);
    expect(spread.t).toBeGreaterThan(8);
    expect(monotonicity).toBe(1);
  });

  test("of noise have a spread beyond two errors about one time in twenty, horizon 10", () => {
    let alarms = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { columns, label } = plantedFactors({ rows: 2000, noise: 1, seed });
      if (Math.abs(quantileReturns(columns.values["noise_0"]!, label(10)).spread.t) > 1.96) alarms++;
    }
    console.log(`spread of noise, 200 markets, horizon 10: |t| above 1.96 in ${alarms}`);
    expect(alarms).toBeLessThanOrEqual(20);
  });

  test("have no number where a quantile is empty, and none is made up", () => {
    const steps = Float64Array.from({ length: 200 }, (_, t) => t);
    const { monotonicity, quantiles, spread } = quantileReturns(steps, { name: "y", horizon: 1, values: steps });
    expect(quantiles.map(({ rows }) => rows)).toEqual([0, 0, 0, 0, 140]);
    expect([quantiles[0]!.mean, quantiles[0]!.standardError, spread.value, spread.t, monotonicity]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  test("need two quantiles", () => {
    expect(() => quantileReturns(new Float64Array(99), { name: "y", horizon: 1, values: new Float64Array(99) }, { quantiles: 1 })).toThrow(new AnalysisError("quantileReturns: quantiles must be a whole number ≥ 2, got 1"));
  });
});

describe("turnover", () => {
  test("is that of the memory planted: ranks of normal numbers with correlation ρ correlate 6/π·asin(ρ/2)", () => {
    for (const memory of [0, 0.5, 0.95]) {
      const [one, five] = turnover(wandering(40_000, memory, randomKey(3)), { lags: [1, 5] });
      expect(Math.abs(one!.rankAutocorrelation - (6 / Math.PI) * Math.asin(memory / 2))).toBeLessThan(0.02);
      expect(Math.abs(five!.rankAutocorrelation - (6 / Math.PI) * Math.asin(memory ** 5 / 2))).toBeLessThan(0.04);
    }
  });

  test("is four rows in five for white noise, and none for a column that only rises", () => {
    expect(Math.abs(turnover(wandering(40_000, 0, randomKey(3)), { lags: [1] })[0]!.changed - 0.8)).toBeLessThan(0.01);
    expect(turnover(Float64Array.from({ length: 500 }, (_, t) => t), { lags: [1, 20] })).toEqual([{ lag: 1, rankAutocorrelation: expect.closeTo(1, 12), changed: 0 }, { lag: 20, rankAutocorrelation: expect.closeTo(1, 12), changed: 0 }]);
  });

  test("cannot be told of no rows, and not at lag 0", () => {
    expect(turnover(new Float64Array(50).fill(Number.NaN), { lags: [1] })).toEqual([{ lag: 1, rankAutocorrelation: Number.NaN, changed: Number.NaN }]);
    expect(() => turnover(new Float64Array(50), { lags: [0] })).toThrow(new AnalysisError("turnover: a lag must be a whole number of rows ≥ 1, got 0"));
  });
});
