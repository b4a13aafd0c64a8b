import { describe, expect, test } from "vitest";
import { runBacktest, type Broker, type Strategy } from "../backtest/index.ts";
import { FREE, flatBars } from "../backtest/engine/bars.fixture.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { volatilityTargeted, withDrawdownGuard } from "./index.ts";
import { barsOfCloses } from "./markets.fixture.ts";

const hold: Strategy = { name: "hold", start: () => {
  let isBought = false;
  return (market, broker) => {
    if (!isBought) broker.targetShare(market.assets[0]!, 1);
    isBought = true;
  };
} };
const script = (...acts: readonly ((broker: Broker) => void)[]): Strategy => ({ name: "script", start: () => {
  let moment = 0;
  return (_, broker) => acts[moment++]?.(broker);
} });

describe("volatilityTargeted", () => {
  const { normal } = randomStream(randomKey(4));
  let price = 100;
  const closes = Float64Array.from({ length: 1200 }, (_, t) => (price *= Math.exp((t < 600 ? 0.005 : 0.02) * normal())));
  const bars = barsOfCloses("A", closes);
  const volatility = (equity: Float64Array, from: number, to: number) => {
    const returns = Array.from({ length: to - from }, (_, k) => equity[from + k]! / equity[from + k - 1]! - 1);
    return Math.sqrt((252 * returns.reduce((sum, r) => sum + r * r, 0)) / returns.length);
  };

  test("holds the volatility near its target in the calm half and in the wild one", () => {
    const { equity } = runBacktest({ bars, costs: FREE, margin: { leverage: 3 }, strategy: volatilityTargeted(hold, { target: 0.15, most: 3 }) });
    for (const [from, to] of [[100, 600], [700, 1200]] as const) expect(Math.abs(volatility(equity, from, to) / 0.15 - 1)).toBeLessThan(0.15);
    expect(volatility(closes, 700, 1200) / volatility(closes, 100, 600)).toBeGreaterThan(3.5);
  });

  test("never asks for more than `most`, and sizes anew only beyond the band", () => {
    const fine = runBacktest({ bars, costs: FREE, strategy: volatilityTargeted(hold, { target: 0.15, band: 0 }) });
    const coarse = runBacktest({ bars, costs: FREE, strategy: volatilityTargeted(hold, { target: 0.15, band: 0.3 }) });
    expect(Math.max(...fine.leverage)).toBeLessThan(1.01);
    expect(coarse.fills.length).toBeLessThan(fine.fills.length / 10);
  });

  test("orders of units are scaled as they are sent, exits are not", () => {
    const strategy = script((broker) => broker.submit({ asset: "A", type: "market", units: 100 }), () => {}, (broker) => broker.submit({ asset: "A", type: "market", units: -broker.units() }));
    const { fills } = runBacktest({ bars, costs: FREE, strategy: volatilityTargeted(strategy, { target: 0.05 }) });
    expect(fills).toHaveLength(2);
    expect(fills[0]!.units).toBeGreaterThan(10);
    expect(fills[0]!.units).toBeLessThan(90);
    expect(fills[1]!.units).toBe(-fills[0]!.units);
  });

  const stop = { stopLoss: { share: 0.05 } };
  const stopped = script((broker) => broker.targetShare("A", 1, stop));
  /** The fills of 1000 in cash on closes that each bar opens at, from row 3 on. */
  const fillsOf = (closes: readonly number[], options: Parameters<typeof volatilityTargeted>[1]) =>
    runBacktest({ bars: flatBars(closes), costs: FREE, capital: 1000, strategy: volatilityTargeted(stopped, { lookback: 2, ...options }) }).fills.map(({ price, row, units }) => [row, units, price]);

  test("a target's stop loss stands, for the scaled size", () => {
    expect(fillsOf([100, 110, 100, 100, 94, 94], { target: 10, most: 0.5 })).toEqual([[3, 5, 100], [4, -5, 94]]);
  });

  test("a position that is sized anew takes its stop with it, and one that the stop has closed stays closed", () => {
    const held = fillsOf([100, 110, 100, 100, 100.1, 100.2, 100.1, 90, 90, 90], {});
    expect(held.length).toBeGreaterThan(2);
    expect(held.at(-1)!.slice(0, 3)).toEqual([7, -held.slice(0, -1).reduce((sum, [, units]) => sum + units!, 0), 90]);
    expect(fillsOf([100, 110, 100, 100, 100, 80, 80, 80.1, 80.2, 80.1, 80.1], {}).map(([row]) => row)).toEqual([3, 4, 5]);
  });

  test("of an order that turns a position, only what goes beyond 0 is scaled", () => {
    const turn = script((broker) => broker.submit({ asset: "A", type: "market", units: 10 }), (broker) => broker.submit({ asset: "A", type: "market", units: -11 }));
    const { fills } = runBacktest({ bars: flatBars([100, 110, 100, 110, 100, 100]), costs: FREE, strategy: volatilityTargeted(turn, { lookback: 2, target: 10, most: 0.5 }) });
    expect(fills.map(({ units }) => units)).toEqual([5, -8]);
  });

  test("while prices stand still there is no exposure to scale by, and no order is sent", () => {
    const strategy = volatilityTargeted(script((broker) => {
      expect(broker.bracket({ asset: "A", type: "market", units: 1 }, { stopLoss: 5 })).toEqual({ entry: 0 });
      expect(broker.submit({ asset: "A", type: "market", units: 1 })).toBe(0);
      broker.cancel(0);
    }), { lookback: 2 });
    expect(runBacktest({ bars: flatBars([10, 10, 10, 10, 10]), strategy }).orders).toEqual([]);
  });

  test("adds what it was told to the strategy's own parameters and takes none of them away", () => {
    const { name, parameters } = volatilityTargeted({ ...hold, parameters: { lookback: 7 } }, { target: 0.07 });
    expect([name, parameters]).toEqual(["hold at 7 % volatility", { lookback: 7, volatilityTarget: 0.07, volatilityLookback: 60, volatilityMost: 1, volatilityBand: 0.1, periodsPerYear: 252 }]);
  });

  test("refuses a band below 0 and what portfolio cannot aim at", () => {
    expect(() => volatilityTargeted(hold, { band: -1 })).toThrow("volatilityTargeted: band is -1; give a share from 0");
    expect(() => volatilityTargeted(hold, { target: 0 })).toThrow("volatilityTarget: target");
  });
});

describe("withDrawdownGuard", () => {
  const buy = (broker: Broker) => broker.targetShare("A", 1);

  test("closes everything at the drawdown and asks the strategy no more", () => {
    const strategy = withDrawdownGuard(script(buy, buy, buy, buy, buy, buy, buy), { from: 0.2, most: 0.3 });
    const { fills, units } = runBacktest({ bars: flatBars([100, 100, 90, 60, 60, 80, 200]), costs: FREE, strategy });
    expect(fills.map(({ row, units: traded }) => [row, traded])).toEqual([[1, 1000], [4, -1000]]);
    expect(units.at(-1)).toBe(0);
  });

  test("makes positions smaller between its two drawdowns", () => {
    const strategy = withDrawdownGuard(script(buy, buy, buy, buy), { from: 0.1, most: 0.3 });
    const { positions } = runBacktest({ bars: flatBars([100, 100, 80, 80]), costs: FREE, strategy });
    // A drawdown of 0.2 is halfway.
    expect(positions.at(-1)).toBeCloseTo(0.5, 9);
  });

  test("without a drawdown changes nothing, and each run begins armed", () => {
    const bars = flatBars([100, 100, 110, 120]);
    const guarded = withDrawdownGuard(hold);
    const fell = flatBars([100, 100, 50, 50]);
    const before = runBacktest({ bars: fell, strategy: guarded });
    expect(runBacktest({ bars, strategy: guarded }).equity).toEqual(runBacktest({ bars, strategy: hold }).equity);
    expect(runBacktest({ bars: fell, strategy: guarded })).toEqual(before);
  });

  test("refuses drawdowns in the wrong order", () => {
    expect(() => withDrawdownGuard(hold, { from: 0.3, most: 0.2 })).toThrow("drawdownGuard: to");
  });
});
