import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { cagr, calmar, drawdowns, exposure, formatMeasure, isAvailable, maxDrawdown, profitFactor, sharpe, sharpeInterval, simpleReturns, sortino, stationaryBootstrap, turnover, volatility, winRate } from "../index.ts";

const normals = (seed: number, count: number, mean = 0, deviation = 0.01) => {
  const { normal } = randomStream(randomKey(seed));
  return Float64Array.from({ length: count }, () => mean + deviation * normal());
};

describe("what the data cannot tell is N/A with the reason", () => {
  const few = [0.01, -0.01, 0.02];

  test("too few returns", () => {
    expect([sharpe(few), sortino(few), volatility(few)].map((measure) => formatMeasure(measure))).toEqual(Array(3).fill("N/A: 3 returns, 30 needed"));
    expect(formatMeasure(cagr([1, 2, 3, 4]))).toBe("N/A: 3 returns, 30 needed");
  });

  test("too few trades", () => {
    expect(formatMeasure(winRate(few))).toBe("N/A: 3 closed trades, 10 needed");
    expect(formatMeasure(profitFactor(few))).toBe("N/A: 3 closed trades, 10 needed");
  });

  test("returns that do not vary have no Sharpe ratio, even where rounding leaves a deviation", () => {
    expect(formatMeasure(sharpe(new Float64Array(40).fill(0.1)))).toBe("N/A: the returns do not vary");
  });

  test("no loss: no Sortino, no Calmar, no profit factor", () => {
    const rising = Float64Array.from({ length: 40 }, (_, t) => 100 + t);
    expect(formatMeasure(sortino(simpleReturns(rising)))).toBe("N/A: no return is below the target");
    expect(formatMeasure(calmar(rising))).toBe("N/A: the equity never falls");
    expect(formatMeasure(profitFactor(rising))).toBe("N/A: no trade lost");
  });
});

describe("maximum drawdown", () => {
  test("names the rows of peak, trough and recovery", () => {
    expect(maxDrawdown([1, 4, 3, 5, 4, 2, 4, 5, 6])).toEqual({ depth: 0.6, peakRow: 3, troughRow: 5, recoveryRow: 7 });
  });

  test("has no recovery while the peak is not reached again", () => {
    expect(maxDrawdown([2, 1, 1.5])).toEqual({ depth: 0.5, peakRow: 0, troughRow: 1, recoveryRow: null });
  });

  test("of an equity that never falls is 0", () => {
    expect(maxDrawdown([1, 1, 2]).depth).toBe(0);
  });

  test("is the deepest of all losses from a peak, and scales with nothing", () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }), (equity) => {
      const { depth } = maxDrawdown(equity);
      let deepest = 0;
      equity.forEach((low, t) => equity.slice(0, t).forEach((high) => (deepest = Math.max(deepest, 1 - low / high))));
      expect(depth).toBeCloseTo(deepest, 12);
      expect(maxDrawdown(equity.map((x) => x * 8)).depth).toBe(depth);
      expect(Math.max(...drawdowns(equity))).toBe(depth);
    }), { seed: 1 });
  });
});

test("returns of an equity that fell to 0 are refused by row", () => {
  expect(() => simpleReturns([1, 0, 1])).toThrow("simpleReturns: equity is 0 in row 1; returns exist only while it is above 0");
});

test("a doubling in a year of 252 returns is 100 % a year", () => {
  expect(cagr(Float64Array.from({ length: 253 }, (_, t) => 2 ** (t / 252)))).toBeCloseTo(1, 12);
});

test("an equity that ends at or below 0 has lost everything", () => {
  expect(cagr(Float64Array.from({ length: 40 }, (_, t) => 39 - t))).toBe(-1);
});

test("the Sharpe ratio does not change with leverage and grows with the root of the periods", () => {
  const returns = normals(1, 100, 0.001);
  const [one, double, weekly] = [sharpe(returns), sharpe(returns.map((x) => 2 * x)), sharpe(returns, { periodsPerYear: 252 * 4 })];
  expect(double).toBeCloseTo(Number(one), 10);
  expect(weekly).toBeCloseTo(2 * Number(one), 10);
});

test("exposure is the share of bars with a position, turnover the value traded a year in equities", () => {
  expect(exposure([0, 1, -0.5, 0])).toBe(0.5);
  expect(turnover([100, -100], [100, 100, 100], { periodsPerYear: 2 })).toBe(2);
  expect(turnover([], [100, 100])).toBe(0);
});

describe("the stationary bootstrap", () => {
  test("draws blocks of the mean length asked, and every row equally often", () => {
    const rows = stationaryBootstrap(100_000, 8, randomStream(randomKey(2)));
    const breaks = rows.reduce((sum, row, k) => sum + (k > 0 && row !== (rows[k - 1]! + 1) % rows.length ? 1 : 0), 1);
    expect(rows.length / breaks).toBeCloseTo(8, 0);
    expect(rows.reduce((sum, row) => sum + row, 0) / rows.length / rows.length).toBeCloseTo(0.5, 1);
  });

  test("gives the same interval for the same key", () => {
    const returns = normals(3, 200);
    const interval = (seed: number) => sharpeInterval(returns, { key: randomKey(seed), resamples: 100 });
    expect(interval(1)).toEqual(interval(1));
    expect(interval(1)).not.toEqual(interval(2));
  });

  test("gives a 90 % interval that holds the true Sharpe ratio about nine times in ten", () => {
    let held = 0;
    const truth = 0.1 * Math.sqrt(252);
    for (let seed = 0; seed < 100; seed++) {
      const interval = sharpeInterval(normals(seed, 250, 0.001), { key: randomKey(seed), resamples: 200, confidence: 0.9 });
      if ("low" in interval && interval.low <= truth && truth <= interval.high) held++;
    }
    expect(held).toBeGreaterThanOrEqual(80);
    expect(held).toBeLessThanOrEqual(97);
  });

  test("is N/A where the ratio itself is", () => {
    const interval = sharpeInterval([0.1, 0.2], { key: randomKey(1) });
    expect("reason" in interval && isAvailable(interval)).toBe(false);
    expect(interval).toEqual({ value: null, reason: "2 returns, 30 needed" });
  });
});
