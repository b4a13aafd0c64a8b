import { describe, expect, test } from "vitest";
import { smaCrossover, sweep, type Grid, type SweepRule } from "../../backtest/index.ts";
import { sliceBars, type Bars } from "../../market/bars.ts";
import { generateBars } from "../../market/generateBars.ts";
import { randomKey } from "../../random/index.ts";
import { bestOf, deflatedSharpe, isAvailable, pbo } from "../index.ts";

const FREE = { commissionBps: 0, spreadBps: 0, slippageBps: 0 };
const market = (edge: number): Bars => generateBars({ symbol: "A", rows: 1500, interval: "1d", start: Date.UTC(2015, 0, 1), volatility: 0.01, clustering: 0, edge }, randomKey(3));
const GRID: Grid = { fast: [2, 3, 5, 8, 13], slow: [20, 40, 60, 90] };

/** Long after a rise of some bars, short after a fall: it finds a planted edge at 1. */
const follow: SweepRule = {
  name: "follow", parameters: { bars: "bars whose move is followed" }, columns: () => [],
  want: (_columns, { close }, { bars }, wanted) => {
    for (let t = 0; t < wanted.length; t++) wanted[t] = t < bars! ? 0 : Math.sign(close[t]! - close[t - bars!]!);
  },
};

describe("the best set of a sweep", () => {
  test("comes with the deflated Sharpe ratio over all sets, and the probability of overfitting", async () => {
    const result = await sweep(market(0), { rule: smaCrossover(), grid: GRID, costs: FREE });
    const best = bestOf(result);
    const mean = result.sharpe.reduce((sum, value) => sum + value / 20, 0);
    const variance = result.sharpe.reduce((sum, value) => sum + (value - mean) ** 2 / 19, 0);
    expect(best.sharpe).toBe(Math.max(...result.sharpe));
    expect(best.set).toEqual(result.sets[best.index]);
    expect(best.trials).toEqual({ count: 20, varianceOfSharpes: expect.closeTo(variance, 12) });
    expect(best.deflatedSharpe).toBeCloseTo(Number(deflatedSharpe(result.returns![best.index]!, { trials: 20, sharpeVariance: variance, periodsPerYear: result.periodsPerYear })), 12);
    expect(best.overfitting).toEqual(pbo(result.returns!));
    expect(best.sentences[0]).toContain("It is one of 20 trials");
  });

  test("is explained by luck on noise, and not where an edge was planted", async () => {
    const grid = { bars: [1, 5, 10, 20, 40] };
    const [noise, planted] = [bestOf(await sweep(market(0), { rule: follow, grid, costs: FREE })), bestOf(await sweep(market(0.3), { rule: follow, grid, costs: FREE }))];
    expect(planted.set).toEqual({ bars: 1 });
    expect(Number(planted.deflatedSharpe)).toBeGreaterThan(0.95);
    expect("probability" in planted.overfitting && planted.overfitting.probability).toBeLessThan(0.05);
    expect(Number(noise.deflatedSharpe)).toBeLessThan(0.95);
  });

  test("is worth less the more was tried before", async () => {
    const result = await sweep(market(0.05), { rule: follow, grid: { bars: [1, 2, 3] }, costs: FREE });
    const [alone, later] = [bestOf(result), bestOf(result, { counted: { count: 1003, varianceOfSharpes: 0.1 } })];
    expect(later.trials.count).toBe(1003);
    expect(Number(later.deflatedSharpe)).toBeLessThan(Number(alone.deflatedSharpe));
  });

  test("of one set has no choice to judge", async () => {
    const best = bestOf(await sweep(market(0), { rule: follow, grid: { bars: [1] } }));
    expect(best.overfitting).toEqual({ value: null, reason: "1 set, 2 needed to choose from" });
    expect(isAvailable(best.deflatedSharpe)).toBe(true);
  });

  test("is not given where it cannot be judged", async () => {
    const bars = market(0);
    expect(() => bestOf({ ...SHORT, returns: undefined })).toThrow("bestOf: the sweep of follow on A kept no returns, without which its best set cannot be judged; run it with keepReturns: true");
    const short = await sweep(sliceBars(bars, 0, 20), { rule: follow, grid: { bars: [1, 2] } });
    expect(() => bestOf(short)).toThrow("bestOf: none of the 2 sets of follow on A has a Sharpe ratio: too few bars, or none of them traded");
    expect(() => bestOf(SHORT, { counted: { count: 1, varianceOfSharpes: 0 } })).toThrow("1 trials were counted, but the sweep has 2 sets; count its own too");
  });
});

const SHORT = await sweep(market(0), { rule: follow, grid: { bars: [1, 2] } });
