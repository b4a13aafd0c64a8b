import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { randomKey } from "../random/index.ts";
import { bootstrapVariance } from "./inference/superiorAbility.ts";
import {
  benchmarkModel, blockLength, deflatedSharpe, isAvailable, kurtosis, longestStreak, mean, meanReturnT, monthlyTable, omega, pbo, periodReturns, probabilisticSharpe, realityCheck, rollingSharpe,
  sharpeError, skewness, superiorAbility, tails, tradeStatistics, ulcerIndex, type Measure,
} from "./index.ts";

const numbers = z.array(z.number());
const stored = z
  .object({
    inputs: z.object({ returns: numbers, benchmark: numbers, results: numbers, dependent: numbers, mild: numbers }),
    trials: z.array(numbers),
    closeTime: numbers,
    values: z.record(z.string(), z.number()),
    "longest streaks (quantstats)": z.object({ wins: z.number(), losses: z.number() }),
    "rolling Sharpe of 60 (empyrical)": z.array(z.number().nullable()),
    "months (empyrical)": z.record(z.string(), z.number()),
    "years (empyrical)": z.record(z.string(), z.number()),
    search: z.object({ meanBlock: z.number(), resamples: z.number(), "reality check (arch)": z.number(), "variances (arch)": numbers, "superior ability (numpy)": z.record(z.string(), z.number()) }),
  })
  .parse(JSON.parse(readFileSync(new URL("./strategyReference.json", import.meta.url), "utf8")));

const { benchmark, dependent, mild, results, returns } = stored.inputs;
const { search, trials } = stored;
let growth = 1;
const equity = [1, ...returns.map((r) => (growth *= 1 + r))];
const model = benchmarkModel(returns, benchmark, { lags: 4 });
const overfitting = pbo(trials, { blocks: 8 });
if ("reason" in model || "reason" in overfitting) throw new Error("the stored returns are too few");
const trades = tradeStatistics(results.map((profit, k) => ({ asset: "A", side: "long", entryRow: k, entryTime: k, entryPrice: 1, exitRow: k + 1, exitTime: k + 1, exitPrice: 1, units: 1, profit, costs: 0, barsHeld: 1, isOpen: false })));

const ours: Readonly<Record<string, Measure>> = {
  "omega (empyrical)": omega(returns),
  "skewness (scipy)": skewness(returns),
  "kurtosis (scipy)": kurtosis(returns),
  "valueAtRisk (empyrical)": tails(returns).valueAtRisk,
  "expectedShortfall (empyrical)": tails(returns).expectedShortfall,
  "tailRatio (empyrical)": tails(returns).tailRatio,
  "ulcerIndex (numpy)": ulcerIndex(equity),
  "beta (empyrical)": model.beta,
  "beta (statsmodels)": model.beta,
  "alpha (statsmodels)": model.alpha,
  "alphaT of 4 lags (statsmodels)": model.alphaT,
  "r2 (statsmodels)": model.r2,
  "informationRatio (empyrical)": model.informationRatio,
  "meanReturnT of 4 lags (statsmodels)": meanReturnT(returns, { lags: 4 }),
  "sharpeError of 0 lags (statsmodels)": sharpeError(returns, { lags: 0 }),
  "sharpeError of 4 lags (statsmodels)": sharpeError(returns, { lags: 4 }),
  "probabilisticSharpe (fynance)": probabilisticSharpe(returns),
  "probabilisticSharpe above 0.5 (fynance)": probabilisticSharpe(returns, { benchmark: 0.5 }),
  "deflatedSharpe of 40 trials (fynance)": deflatedSharpe(returns, { trials: 40, sharpeVariance: 0.3 }),
  "blockLength of an AR(1) (arch)": blockLength(dependent),
  "blockLength of an MA(2) (arch)": blockLength(mild),
  "averageWin (quantstats)": trades.averageWin,
  "averageLoss (quantstats)": trades.averageLoss,
  "payoff (quantstats)": trades.payoff,
  "pbo of 8 blocks (fynance)": overfitting.probability,
  "degradation (fynance)": overfitting.degradation,
  "lossProbability (fynance)": overfitting.lossProbability,
};

describe("equals the value of another library", () => {
  test("for every stored value", () => {
    expect(Object.keys(ours).sort()).toEqual(Object.keys(stored.values).sort());
  });

  test.each(Object.entries(stored.values))("%s", (name, expected) => {
    const got = ours[name]!;
    expect(isAvailable(got)).toBe(true);
    expect(Math.abs(Number(got) - expected)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(expected)));
  });

  test("rolling Sharpe (empyrical)", () => {
    const rolled = rollingSharpe(returns, { window: 60 }).subarray(59);
    const expected = stored["rolling Sharpe of 60 (empyrical)"].filter((value) => value !== null);
    expect(rolled).toHaveLength(expected.length);
    expected.forEach((value, t) => expect(rolled[t]).toBeCloseTo(value, 9));
  });

  test("returns by month and by year (empyrical)", () => {
    const months = Object.entries(stored["months (empyrical)"]).map(([month, value]) => [month, expect.closeTo(value, 10)]);
    expect(periodReturns(stored.closeTime, equity, "month").filter(({ year }) => year >= 2020).map((one) => [`${one.year}-${one.month}`, one.return])).toEqual(months);
    const whole = monthlyTable(stored.closeTime, equity).filter(({ year }) => year >= 2020);
    expect(whole.map((row) => [String(row.year), row.whole])).toEqual(Object.entries(stored["years (empyrical)"]).map(([year, value]) => [year, expect.closeTo(value, 10)]));
  });

  test("longest streaks (quantstats)", () => {
    const { losses, wins } = stored["longest streaks (quantstats)"];
    expect([longestStreak(results, (x) => x > 0), longestStreak(results, (x) => x < 0)]).toEqual([wins, losses]);
  });
});

describe("the search for the best of many", () => {
  const { meanBlock, resamples } = search;
  const options = { key: randomKey(1), meanBlock, resamples };
  // Both p-values are of their own resamples: three errors of their difference are allowed.
  const near = (got: number, expected: number) => expect(Math.abs(got - expected)).toBeLessThan(3 * Math.sqrt((2 * expected * (1 - expected)) / resamples));

  test("has the bootstrap variances of arch", () => {
    trials.forEach((gain, k) => expect(bootstrapVariance(Float64Array.from(gain), mean(gain), meanBlock)).toBeCloseTo(search["variances (arch)"][k]!, 12));
  });

  test("has arch's reality check within the error of the resamples", () => {
    const got = realityCheck(trials, options);
    if ("reason" in got) throw new Error(got.reason);
    near(got.p, search["reality check (arch)"]);
  });

  test("has Hansen's statistic and p-values within the error of the resamples", () => {
    const expected = search["superior ability (numpy)"];
    const got = superiorAbility(trials, options);
    if ("reason" in got) throw new Error(got.reason);
    expect(got.statistic).toBeCloseTo(expected["statistic"]!, 9);
    near(got.p, expected["consistent"]!);
    near(got.lower, expected["lower"]!);
    near(got.upper, expected["upper"]!);
  });
});
