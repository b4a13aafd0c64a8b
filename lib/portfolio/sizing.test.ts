import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../random/index.ts";
import { dynamicLeverage, growthRate, kelly, momentsOf, PortfolioError, riskOfRuin, simulatedRuin, volatilityTarget } from "./index.ts";

const key = randomKey(4);
const normalReturns = (mean: number, deviation: number, rows = 4000) => {
  const { normal } = randomStream(randomKey(9));
  return Float64Array.from({ length: rows }, () => mean + deviation * normal());
};

describe("kelly", () => {
  test("of an even bet won 60 % of the time is a fifth, and a quarter of that by default", () => {
    expect(kelly({ winRate: 0.6, payoff: 1 }, { fraction: 1 })).toBeCloseTo(0.2, 12);
    expect(kelly({ winRate: 0.6, payoff: 1 })).toBeCloseTo(0.05, 12);
    expect(kelly({ mean: 0.0004, variance: 0.0001 })).toBeCloseTo(1, 12);
  });

  test("is nothing without an edge, and short where the mean is below zero", () => {
    expect(kelly({ winRate: 0.5, payoff: 1 })).toBe(0);
    expect(kelly({ winRate: 0.3, payoff: 2 })).toBe(0);
    expect(kelly({ mean: -0.0004, variance: 0.0001 }, { fraction: 0.5 })).toBeCloseTo(-2, 12);
  });

  test("no other share of a bet or of an asset grows faster", () => {
    fc.assert(fc.property(fc.double({ min: 0.05, max: 0.95, noNaN: true }), fc.double({ min: 0.2, max: 5, noNaN: true }), fc.double({ min: 0, max: 0.99, noNaN: true }), (winRate, payoff, other) => {
      const growth = (share: number) => winRate * Math.log1p(payoff * share) + (1 - winRate) * Math.log1p(-share);
      expect(growth(kelly({ winRate, payoff }, { fraction: 1 }))).toBeGreaterThanOrEqual(growth(other) - 1e-12);
      const moments = { mean: winRate - 0.5, variance: payoff };
      expect(growthRate(kelly(moments, { fraction: 1 }), moments)).toBeGreaterThanOrEqual(growthRate(other, moments) - 1e-12);
    }), { seed: 1 });
  });

  test("twice the full share grows no more than cash", () => {
    const moments = { mean: 0.001, variance: 0.0002 };
    expect(growthRate(2 * kelly(moments, { fraction: 1 }), moments)).toBeCloseTo(0, 12);
  });

  test("refuses a win rate, payoff, variance or fraction that is none", () => {
    expect(() => kelly({ winRate: 1.2, payoff: 1 })).toThrow("kelly: winRate must be a share from 0 to 1, got 1.2");
    expect(() => kelly({ winRate: 0.5, payoff: 0 })).toThrow("kelly: payoff must be a multiple of the stake above 0, got 0");
    expect(() => kelly({ mean: 0.1, variance: 0 })).toThrow("kelly: variance must be above 0: returns that do not vary have no such share, got 0");
    expect(() => kelly({ mean: 0.1, variance: 1 }, { fraction: 2 })).toThrow("kelly: fraction must be a share above 0 and up to 1, got 2");
  });
});

describe("volatilityTarget", () => {
  const returns = normalReturns(0, 0.02, 300);

  test("halves when the returns double, up to the most", () => {
    const [once, twice] = [volatilityTarget(returns, { most: 100 }), volatilityTarget(returns.map((value) => 2 * value), { most: 100 })];
    for (let t = 59; t < 300; t++) expect(twice[t]!).toBeCloseTo(once[t]! / 2, 12);
    expect(Math.max(...volatilityTarget(returns.map((value) => value / 100)).slice(59))).toBe(1);
  });

  test("knows no row behind its own, and is missing before its look back and where nothing moves", () => {
    const whole = volatilityTarget(returns);
    for (const cut of [60, 61, 150, 299]) expect(volatilityTarget(returns.slice(0, cut))).toEqual(whole.slice(0, cut));
    expect([...whole.slice(0, 59)].every(Number.isNaN)).toBe(true);
    expect(volatilityTarget(new Float64Array(80))[79]).toBeNaN();
  });

  test("names the row of a missing return", () => {
    expect(() => volatilityTarget([0.1, Number.NaN, 0.2], { lookback: 2 })).toThrow('volatilityTarget: the return of "returns" in row 1 is NaN');
  });
});

describe("risk of ruin", () => {
  test("for ever is e^(−2mb/s²) with a drift up, certain without, and the limit of long horizons", () => {
    const [mean, variance] = [0.0006, 0.0004];
    const drift = mean - variance / 2;
    expect(riskOfRuin({ mean, variance })).toBeCloseTo(0.5 ** ((2 * drift) / variance), 12);
    expect(riskOfRuin({ mean, variance }, { horizon: 1e8 })).toBeCloseTo(riskOfRuin({ mean, variance }), 10);
    expect(riskOfRuin({ mean: variance / 2, variance })).toBe(1);
    expect(riskOfRuin({ mean, variance }, { leverage: 0 })).toBe(0);
  });

  test("at full Kelly, half of the equity is lost at some time with probability one half", () => {
    const moments = { mean: 0.0005, variance: 0.0001 };
    expect(riskOfRuin(moments, { leverage: kelly(moments, { fraction: 1 }) })).toBeCloseTo(0.5, 12);
    expect(riskOfRuin(moments, { leverage: kelly(moments) })).toBeCloseTo(0.5 ** 7, 12);
  });

  test("grows with leverage above Kelly and with the horizon, falls with the loss, and is a probability", () => {
    fc.assert(fc.property(fc.double({ min: -0.002, max: 0.002, noNaN: true }), fc.double({ min: 1e-5, max: 0.003, noNaN: true }), fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0.05, max: 0.9, noNaN: true }), (mean, variance, horizon, loss) => {
      const risk = riskOfRuin({ mean, variance }, { horizon, loss });
      expect(risk).toBeGreaterThanOrEqual(0);
      expect(risk).toBeLessThanOrEqual(1);
      expect(riskOfRuin({ mean, variance }, { horizon: 2 * horizon, loss })).toBeGreaterThanOrEqual(risk - 1e-12);
      expect(riskOfRuin({ mean, variance }, { horizon, loss: loss + 0.05 })).toBeLessThanOrEqual(risk + 1e-12);
      expect(riskOfRuin({ mean, variance }, { horizon, loss, watched: "closes" })).toBeLessThanOrEqual(risk + 1e-12);
      expect(riskOfRuin({ mean: -Math.abs(mean), variance }, { horizon, loss, leverage: 2 })).toBeGreaterThanOrEqual(riskOfRuin({ mean: -Math.abs(mean), variance }, { horizon, loss }) - 1e-12);
    }), { seed: 1 });
  });

  test("by formula and by paths of the returns agree where the returns are normal and independent", () => {
    const returns = normalReturns(0.0004, 0.02);
    for (const [leverage, loss] of [[1, 0.3], [2, 0.5], [3, 0.5]] as const) {
      const simulated = simulatedRuin(returns, { key, leverage, loss, horizon: 252, paths: 4000, meanBlock: 1 });
      const formula = riskOfRuin(momentsOf(returns), { leverage, loss, horizon: 252, watched: "closes" });
      expect(Math.abs(simulated.probability - formula), `${leverage}: ${simulated.probability}, ${formula}`).toBeLessThan(4 * simulated.standardError + 0.01);
    }
  });

  test("by paths is the gambler's: ((1 − p)/p)^k for k equal steps of the logarithm", () => {
    const step = 0.1;
    const returns = Float64Array.from({ length: 10 }, (_, t) => Math.expm1(t < 6 ? step : -step));
    const { probability, standardError } = simulatedRuin(returns, { key, loss: 1 - Math.exp(-5 * step + 1e-9), horizon: 1500, meanBlock: 1 });
    expect(Math.abs(probability - (4 / 6) ** 5)).toBeLessThan(4 * standardError);
  });

  test("by paths is larger where losses come together, if blocks are drawn", () => {
    const storms = Float64Array.from({ length: 1000 }, (_, t) => (t % 100 < 20 ? -0.01 : 0.0035));
    const ruin = (meanBlock: number) => simulatedRuin(storms, { key, loss: 0.15, meanBlock }).probability;
    expect(ruin(40)).toBeGreaterThan(ruin(1) + 0.1);
  });

  test("by paths repeats with its key, and a loss of everything in a row is ruin", () => {
    const returns = normalReturns(0, 0.03, 200);
    expect(simulatedRuin(returns, { key })).toEqual(simulatedRuin(returns, { key }));
    expect(simulatedRuin([-0.1, -0.1], { key, leverage: 10 }).probability).toBe(1);
    expect(simulatedRuin([0, 0], { key, leverage: 10 }).probability).toBe(0);
  });

  test("refuses what it cannot be told of", () => {
    expect(() => riskOfRuin({ mean: 0, variance: 0 })).toThrow("riskOfRuin: variance must be above 0");
    expect(() => riskOfRuin({ mean: 0, variance: 1 }, { loss: 1 })).toThrow("riskOfRuin: loss must be a share above 0 and below 1, got 1");
    expect(() => simulatedRuin([0.1], { key })).toThrow("simulatedRuin: 1 rows of returns, at least 2 are needed");
    expect(() => simulatedRuin([0.1, 0.1], { key, horizon: Infinity })).toThrow("simulatedRuin: horizon must be a whole number of rows, got Infinity");
    expect(() => simulatedRuin([0.1, 0.1], { key, meanBlock: 0 })).toThrow("simulatedRuin: meanBlock must be a number of rows from 1, got 0");
  });
});

describe("dynamicLeverage", () => {
  const returns = normalReturns(0.0004, 0.01, 1000);

  test("is off until it is switched on, and the refusal tells the risk of ruin", () => {
    const refused = () => dynamicLeverage(returns, { allowLeverage: false, key });
    expect(refused).toThrow(PortfolioError);
    expect(refused).toThrow(/^dynamicLeverage: leverage of 5 to 12\.5 is off\. At 5 times the equity, 50\.0 % of it are lost within a year with probability \d+\.\d % ± \d+\.\d % .* Pass allowLeverage: true if you accept that$/);
  });

  test("stays between 5 and 12.5, higher where the market is calm, and comes with its risk of ruin", () => {
    const { leverage, risk, sentences } = dynamicLeverage(returns, { allowLeverage: true, key });
    expect([...leverage.slice(0, 59)].every(Number.isNaN)).toBe(true);
    for (const value of leverage.slice(59)) expect(value >= 5 && value <= 12.5).toBe(true);
    expect(dynamicLeverage(returns.map((value) => value / 10), { allowLeverage: true, key }).leverage[999]).toBe(12.5);
    expect(dynamicLeverage(returns.map((value) => value * 2), { allowLeverage: true, key }).leverage[999]).toBe(5);
    expect(risk.map((one) => one.leverage)).toEqual([5, 12.5]);
    expect(risk[1]!.simulated.probability).toBeGreaterThan(risk[0]!.simulated.probability);
    expect(sentences).toHaveLength(2);
  });

  test("knows no row behind its own", () => {
    const whole = dynamicLeverage(returns, { allowLeverage: true, key }).leverage;
    expect(dynamicLeverage(returns.slice(0, 500), { allowLeverage: true, key }).leverage).toEqual(whole.slice(0, 500));
  });
});
