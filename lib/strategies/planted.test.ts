import { describe, expect, test } from "vitest";
import { runBacktest, type Strategy } from "../backtest/index.ts";
import type { Bars } from "../market/bars.ts";
import { isAvailable, meanReturnT, simpleReturns } from "../statistics/index.ts";
import { bollingerReversion, breakout, kalmanPair, laguerreCrossover, regimeSwitch, smaCrossover } from "./index.ts";
import { barsOfCloses, FREE, pairOf, trendingCloses } from "./markets.fixture.ts";

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);
/** How many standard errors the mean return lies above 0, in each of twenty markets. */
const tOf = (market: (seed: number) => Bars | readonly Bars[], strategy: Strategy) => SEEDS.map((seed) => {
  const t = meanReturnT(simpleReturns(runBacktest({ bars: market(seed), strategy, costs: FREE, leakCheck: "off" }).equity));
  return isAvailable(t) ? t : 0;
});
const significant = (ts: readonly number[]) => ts.filter((t) => t > 2).length;
const trending = (seed: number) => barsOfCloses("A", trendingCloses(seed));
const noise = (seed: number) => barsOfCloses("A", trendingCloses(seed, { drift: 0 }));
const sides = "long-short";

test("a trend of 0.4 % a bar that turns every 100 bars is found by the crossovers in 18 of 20 markets at least", () => {
  expect(significant(tOf(trending, smaCrossover({ fast: 5, slow: 20, sides })))).toBeGreaterThanOrEqual(18);
  expect(significant(tOf(trending, laguerreCrossover({ sides })))).toBeGreaterThanOrEqual(18);
});

test("a pair whose spread halves within 7 bars is found by the Kalman pair in 18 of 20 markets at least", () => {
  expect(significant(tOf((seed) => pairOf(seed), kalmanPair({ entry: 1 })))).toBeGreaterThanOrEqual(18);
});

describe("where there is nothing, at most 3 of 20 markets look significant, twice what chance gives at two errors and more", () => {
  test.each([smaCrossover({ fast: 5, slow: 20, sides }), laguerreCrossover({ sides }), bollingerReversion({ sides }), breakout(), regimeSwitch({ sides })])("$name", (strategy) => {
    const ts = tOf(noise, strategy);
    expect(significant(ts)).toBeLessThanOrEqual(3);
    expect(Math.abs(ts.reduce((sum, t) => sum + t, 0) / SEEDS.length)).toBeLessThan(3 / Math.sqrt(SEEDS.length));
  });

  test("kalmanPair, of a spread that walks at random", () => {
    const ts = tOf((seed) => pairOf(seed, { memory: 1 }), kalmanPair({ entry: 1 }));
    expect(significant(ts)).toBeLessThanOrEqual(3);
  });
});
