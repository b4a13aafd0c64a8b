import { describe, expect, test } from "vitest";
import { computeFactors } from "../../factors/index.ts";
import { sliceBars, type Bars } from "../../market/bars.ts";
import { randomKey } from "../../random/index.ts";
import { performance } from "../../statistics/index.ts";
import * as strategies from "../../strategies/index.ts";
import { backtest } from "../backtest.ts";
import { flatBars, FREE } from "../engine/bars.fixture.ts";
import { runBacktest } from "../engine/runBacktest.ts";
import { randomBars } from "../engine/random.fixture.ts";
import type { Grid, ParameterSet, SweepRule } from "./rule.ts";
import { SWEEP_RULES } from "./rules/index.ts";
import { sweep } from "./sweep.ts";

const bars = randomBars(randomKey(7), "A", 400);
const GRIDS: Readonly<Record<string, Grid>> = {
  smaCrossover: { fast: [3, 5, 8], slow: [5, 13] },
  laguerreCrossover: { fast: [0.2, 0.5], slow: [0.6, 0.8] },
  bollingerReversion: { period: [10, 20], deviations: [0.5, 1.5] },
  channelBreakout: { entry: [10, 20], exit: [5, 10] },
};
const ruleOf = (name: string, short: boolean): SweepRule => SWEEP_RULES[name]!({ short });

function wantedOf(rule: SweepRule, set: ParameterSet, of: Bars): Float64Array {
  const wanted = new Float64Array(of.closeTime.length).fill(Number.NaN);
  const ids = rule.columns(set);
  const { values } = computeFactors(of, ids);
  rule.want(ids.map((id) => values[id]!), of, set, wanted);
  return wanted;
}

describe.each(Object.keys(GRIDS))("%s", (name) => {
  test.each([false, true])("has in each set the results of a backtest of its positions (short: %s)", async (short) => {
    const rule = ruleOf(name, short);
    const result = await sweep(bars, { rule, grid: GRIDS[name]! });
    expect(result.trials).toBe(result.sets.length);
    result.sets.forEach((set, k) => {
      const wanted = wantedOf(rule, set, bars);
      const row = performance("event", backtest(bars, wanted));
      expect(row.trades).toBeGreaterThan(2);
      expect(wanted.includes(-1)).toBe(short);
      expect([result.totalReturn[k], result.trades[k], result.sharpe[k]]).toEqual([expect.closeTo(row.totalReturn, 10), row.trades, expect.closeTo(Number(row.sharpe), 9)]);
    });
  });

  test("wants at each close what earlier bars say alone", () => {
    const rule = ruleOf(name, true);
    const set = Object.fromEntries(Object.entries(GRIDS[name]!).map(([parameter, values]) => [parameter, parameter === "slow" || parameter === "deviations" ? values[1]! : values[0]!]));
    const whole = wantedOf(rule, set, bars);
    for (const cut of [30, 77, 200]) expect(Array.from(wantedOf(rule, set, sliceBars(bars, 0, cut)))).toEqual(Array.from(whole.subarray(0, cut)));
  });
});

test.each([
  ["smaCrossover", { fast: 5, slow: 13 }, strategies.smaCrossover],
  ["laguerreCrossover", { fast: 0.2, slow: 0.8 }, strategies.laguerreCrossover],
  ["bollingerReversion", { period: 20, deviations: 1.5 }, strategies.bollingerReversion],
] as const)("%s trades as the strategy of that name does", async (name, set, strategy) => {
  const grid = Object.fromEntries(Object.entries(set).map(([parameter, value]) => [parameter, [value]]));
  for (const short of [false, true]) {
    const { costs, totalReturn, trades } = await sweep(bars, { rule: ruleOf(name, short), grid });
    const event = runBacktest({ bars, strategy: strategy({ ...set, sides: short ? "long-short" : "long-flat" }) });
    expect([totalReturn[0], trades[0], costs[0]]).toEqual([expect.closeTo(event.equity.at(-1)! / event.capital - 1, 10), event.trades.length, expect.closeTo(event.costs.total, 6)]);
  }
});

describe("a sweep", () => {
  test("computes each column once, whatever sets read it", async () => {
    const read = new Map<string, Set<Float64Array>>();
    const rule = ruleOf("smaCrossover", false);
    const watched: SweepRule = {
      ...rule,
      want: (columns, of, set, wanted) => {
        rule.columns(set).forEach((id, k) => read.set(id, (read.get(id) ?? new Set()).add(columns[k]!)));
        rule.want(columns, of, set, wanted);
      },
    };
    await sweep(bars, { rule: watched, grid: { fast: [3, 5], slow: [8, 13, 20] } });
    expect([...read.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1, 1]);
  });

  test("counts every set it ran as a trial, exits too, and leaves out what makes no sense", async () => {
    const result = await sweep(bars, { rule: ruleOf("smaCrossover", false), grid: { fast: [3, 8], slow: [5, 13], stopLoss: [0, 0.02], takeProfit: [0, 0.05, 0.1] } });
    expect([result.trials, result.refused, result.sets.length]).toEqual([18, 6, 18]);
    expect(result.sets[1]).toEqual({ fast: 3, slow: 5, stopLoss: 0, takeProfit: 0.05 });
    expect(result.assumptions.at(-1)).toContain("Stop loss and take profit stand at a share");
  });

  test("finds the planted length of a trend, and the stop that saves a falling market", async () => {
    const steps = Array.from({ length: 40 }, (_, k) => Array.from({ length: 25 }, () => (k % 2 === 0 ? 1.01 : 1 / 1.01))).flat();
    let price = 100;
    const waves = flatBars(steps.map((step) => (price *= step)));
    const { sets, totalReturn } = await sweep(waves, { rule: ruleOf("smaCrossover", false), grid: { fast: [2, 10], slow: [4, 25, 100] }, costs: FREE });
    expect(sets[totalReturn.indexOf(Math.max(...totalReturn))]).toEqual({ fast: 2, slow: 4 });
    const always: SweepRule = { name: "always", parameters: {}, columns: () => [], want: (_columns, _bars, _set, wanted) => wanted.fill(1) };
    const falling = flatBars(Array.from({ length: 50 }, (_, t) => 100 * 0.99 ** t));
    const stopped = await sweep(falling, { rule: always, grid: { stopLoss: [0, 0.05] }, costs: FREE });
    expect([stopped.totalReturn[0], stopped.totalReturn[1]]).toEqual([expect.closeTo(0.99 ** 48 - 1, 12), expect.closeTo(0.99 ** 6 - 1, 12)]);
  });

  test("tells no ratio of too few bars or trades", async () => {
    const { sharpe, winRate } = await sweep(sliceBars(bars, 0, 30), { rule: ruleOf("smaCrossover", false), grid: { fast: [2], slow: [3] } });
    expect([sharpe[0], winRate[0]]).toEqual([Number.NaN, Number.NaN]);
  });

  test("without kept returns leaves none, and the same numbers", async () => {
    const options = { rule: ruleOf("channelBreakout", false), grid: GRIDS["channelBreakout"]! };
    const [kept, plain] = [await sweep(bars, options), await sweep(bars, { ...options, keepReturns: false })];
    expect(plain.returns).toBeUndefined();
    expect(plain.sharpe).toEqual(kept.sharpe);
  });

  test("that is stopped says how far it came", async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const price = Float64Array.from({ length: 1_000_000 }, (_, t) => 100 + (t % 17));
    const long: Bars = { ...bars, closeTime: price.map((_, t) => 86_400_000 * (t + 1)), open: price, high: price, low: price, close: price, volume: price };
    const running = sweep(long, { rule: ruleOf("smaCrossover", false), grid: { fast: [2, 3, 4], slow: [5, 6, 7] }, keepReturns: false, signal: stop.signal, onProgress: (sets) => (done.push(sets), stop.abort()) });
    await expect(running).rejects.toThrow("the sweep of smaCrossover was stopped after 2 of 9 sets: there is no result");
    expect(done).toEqual([2]);
  });
});

describe("a sweep that cannot be made says why:", () => {
  const run = (grid: Grid, rule = ruleOf("smaCrossover", false)) => sweep(bars, { rule, grid });
  test.each<readonly [Grid, string]>([
    [{ fast: [3] }, "sweep of smaCrossover: slow (bars of the slow average) has no values; give at least one"],
    [{ fast: [], slow: [3] }, "sweep of smaCrossover: fast has no values; give at least one"],
    [{ fast: [3], slow: [5], period: [1] }, 'there is no parameter "period"; there are fast, slow, stopLoss, takeProfit'],
    [{ fast: [3, 3], slow: [5] }, "fast has the value 3 twice; the same set twice is one trial"],
    [{ fast: [9], slow: [5, 6] }, "none of the 2 sets makes sense, the first because fast (9) must be shorter than slow (5)"],
    [{ fast: [9], slow: [5] }, "sweep of smaCrossover: the only set makes no sense: fast (9) must be shorter than slow (5); give other values"],
    [{ fast: [3], slow: [Number.NaN] }, "slow must be a number, got NaN"],
    [{ fast: [3], slow: [5], stopLoss: [1] }, "stopLoss must be a share from 0, which is none, below 1, got 1"],
    [{ fast: [2.5], slow: [5] }, '"sma_2.5": period must be a whole number from 2 to 1000, got "2.5".'],
  ])("%o", async (grid, message) => {
    await expect(run(grid)).rejects.toThrow(message);
  });

  test("a position that is none names rule, set, asset and row", async () => {
    const rule: SweepRule = { name: "bad", parameters: {}, columns: () => [], want: (_columns, _bars, _set, wanted) => wanted.fill(0).fill(2, 5) };
    await expect(run({}, rule)).rejects.toThrow("bad {} on A: the position of row 5 is 2; a rule wants a share of the equity from -1 to 1");
    await expect(run({ stopLoss: [0.1] }, { ...rule, want: (_columns, _bars, _set, wanted) => wanted.fill(0.5) })).rejects.toThrow("the position of row 0 is 0.5; with a stop loss or take profit a rule wants -1, 0 or 1");
  });

  test("bars that cannot be traded on", async () => {
    await expect(sweep(sliceBars(bars, 0, 1), { rule: ruleOf("smaCrossover", false), grid: { fast: [2], slow: [3] } })).rejects.toThrow("A has 1 bar;");
    await expect(sweep(bars, { rule: ruleOf("smaCrossover", false), grid: { fast: [2], slow: [3] }, capital: 0 })).rejects.toThrow("capital must be a number above 0, got 0");
  });
});
