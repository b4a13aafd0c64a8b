import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantile } from "../../market/quantile.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { benchmarkModel, drawdownTable, drawdowns, longestFall, maxDrawdown, moments, omega, rollingSharpe, rollingVolatility, sharpe, simpleReturns, skewness, tails, ulcerIndex, volatility } from "../index.ts";
import { selectNth } from "../selectNth.ts";

const normals = (seed: number, count: number) => {
  const { normal } = randomStream(randomKey(seed));
  return Float64Array.from({ length: count }, () => 0.0003 + 0.01 * normal());
};
const curve = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 1, maxLength: 80 });

describe("the table of falls", () => {
  test("tells depth, rows and lengths, deepest first", () => {
    expect(drawdownTable([10, 9, 10, 12, 6, 9, 12, 13, 12])).toEqual([
      { depth: 0.5, peakRow: 3, troughRow: 4, recoveryRow: 6, fallBars: 1, recoveryBars: 2, bars: 3 },
      { depth: expect.closeTo(0.1, 12), peakRow: 0, troughRow: 1, recoveryRow: 2, fallBars: 1, recoveryBars: 1, bars: 2 },
      { depth: expect.closeTo(1 / 13, 12), peakRow: 7, troughRow: 8, recoveryRow: null, fallBars: 1, recoveryBars: null, bars: 1 },
    ]);
    expect(drawdownTable([1, 2, 3])).toEqual([]);
  });

  test("begins with the maximum drawdown, and its longest is the longest fall", () => {
    fc.assert(fc.property(curve, (equity) => {
      const falls = drawdownTable(equity, { most: equity.length });
      expect(falls[0]?.depth ?? 0).toBe(maxDrawdown(equity).depth);
      expect(Math.max(0, ...falls.map(({ bars }) => bars))).toBe(longestFall(equity));
      expect(falls.reduce((sum, { bars, recoveryRow }) => sum + bars - (recoveryRow === null ? 0 : 1), 0)).toBe(drawdowns(equity).filter((loss) => loss > 0).length);
    }), { seed: 1 });
  });
});

test("the ulcer index lies between 0 and the maximum drawdown", () => {
  expect(ulcerIndex([1, 2, 1, 2])).toBe(0.25);
  fc.assert(fc.property(curve, (equity) => {
    expect(ulcerIndex(equity)).toBeLessThanOrEqual(maxDrawdown(equity).depth + 1e-15);
  }), { seed: 2 });
});

describe("the tails", () => {
  test("are those of the sorted returns", () => {
    const returns = normals(1, 5000);
    const sorted = returns.slice().sort();
    const { expectedShortfall, tailRatio, valueAtRisk } = tails(returns);
    expect(valueAtRisk).toBe(-quantile(sorted, 0.05));
    expect(tailRatio).toBeCloseTo(Math.abs(quantile(sorted, 0.95) / quantile(sorted, 0.05)), 14);
    expect(Number(expectedShortfall)).toBeGreaterThan(Number(valueAtRisk));
  });

  test.each<readonly [string, (t: number, normal: number) => number]>([
    ["without order", (_, normal) => normal], ["that rise", (t) => t - 1e5], ["that fall", (t) => 1e5 - t], ["that are nearly all 0", (t, normal) => (t % 10 === 0 ? normal : 0)],
    ["of few values", (_, normal) => Math.round(normal)], ["whose large moves a sample misses", (t, normal) => (t % 49 < 3 ? 100 * normal : 0.01 * normal)],
  ])("of 200,000 returns %s are those of the sorted returns", (_title, at) => {
    const returns = normals(3, 200_000).map((value, t) => at(t, 100 * value));
    const sorted = returns.slice().sort();
    for (const share of [0.001, 0.05, 0.1, 0.3]) {
      const worst = Math.floor(199_999 * share) + 1;
      const [low, high] = [quantile(sorted, share), quantile(sorted, 1 - share)];
      const found = tails(returns, { share });
      expect([found.valueAtRisk, found.tailRatio]).toEqual([-low, low === 0 ? { value: null, reason: "the low quantile is 0" } : Math.abs(high / low)]);
      expect(Number(found.expectedShortfall)).toBeCloseTo(-sorted.subarray(0, worst).reduce((sum, value) => sum + value, 0) / worst, 8);
    }
  });

  test("need five returns in each", () => {
    expect(tails(normals(1, 99)).valueAtRisk).toEqual({ value: null, reason: "99 returns, 100 needed" });
  });

  test("the n-th of many numbers is selected as by sorting", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 3000 }), fc.nat(), (numbers, place) => {
      const n = place % numbers.length;
      const x = Float64Array.from(numbers);
      expect(selectNth(x, n)).toBe(Float64Array.from(numbers).sort()[n]);
      expect(x.subarray(0, n).every((value) => value <= x[n]!) && x.subarray(n).every((value) => value >= x[n]!)).toBe(true);
    }), { seed: 3, numRuns: 60 });
  });
});

describe("rolling measures", () => {
  test("are those of each window alone, after a thousand windows too", () => {
    const returns = normals(2, 3000);
    const [ratios, spreads] = [rollingSharpe(returns, { window: 40 }), rollingVolatility(returns, { window: 40 })];
    expect(ratios.subarray(0, 39).every(Number.isNaN)).toBe(true);
    for (const t of [39, 40, 78, 79, 1234, 2999]) {
      expect(ratios[t]).toBeCloseTo(Number(sharpe(returns.subarray(t - 39, t + 1))), 9);
      expect(spreads[t]).toBeCloseTo(Number(volatility(returns.subarray(t - 39, t + 1))), 12);
    }
  });

  test("of a window that does not vary there is no ratio", () => {
    const flat = new Float64Array(100);
    flat[10] = 0.1;
    expect(Array.from(rollingSharpe(flat, { window: 20 }).subarray(35)).every(Number.isNaN)).toBe(true);
    expect(rollingVolatility(flat, { window: 20 })[99]).toBe(0);
  });

  test("a window that is none is refused", () => {
    expect(() => rollingSharpe([1, 2], { window: 1 })).toThrow("rollingSharpe: the window must be a whole number of returns ≥ 2, got 1");
  });
});

describe("against a benchmark", () => {
  const market = normals(3, 400);

  test("the market itself has alpha 0 and beta 1, and no information ratio", () => {
    expect(benchmarkModel(market, market)).toMatchObject({ alpha: expect.closeTo(0, 12), beta: expect.closeTo(1, 12), r2: expect.closeTo(1, 12), informationRatio: { value: null, reason: "the strategy is the benchmark" } });
  });

  test("half of the market and 10 % a year on top are found", () => {
    const noise = normals(4, 400);
    const strategy = market.map((r, t) => 0.1 / 252 + 0.5 * r + 0.01 * (noise[t]! - 0.0003));
    expect(benchmarkModel(strategy, market)).toMatchObject({ alpha: expect.closeTo(0.1, 2), beta: expect.closeTo(0.5, 2) });
  });

  test("a benchmark that does not vary, or too few days, is N/A", () => {
    expect(benchmarkModel(market, new Float64Array(400))).toEqual({ value: null, reason: "the returns of the benchmark do not vary" });
    expect(benchmarkModel([1, 2], [1, 2])).toEqual({ value: null, reason: "2 returns, 30 needed" });
  });
});

test("measures of moments are those of the returns, and a missing number is refused by row", () => {
  const returns = normals(5, 100);
  const known = moments(returns);
  expect([sharpe(known), volatility(known), skewness(known)]).toEqual([sharpe(returns), volatility(returns), skewness(returns)]);
  returns[7] = Number.NaN;
  for (const measure of [sharpe, omega, skewness]) expect(() => measure(returns)).toThrow("is NaN in row 7; leave out the rows without a number first");
  expect(() => simpleReturns(returns)).toThrow('simpleReturns: "equity" is NaN in row 7');
});
