import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bars } from "../market/bars.ts";
import { repairBars } from "../market/repair/repairBars.ts";
import { backtest, buyAndHold, type BacktestOptions, type BacktestResult } from "./index.ts";

const DAY = 86_400_000;

function barsOf(prices: readonly (readonly [open: number, close: number])[]): Bars {
  const column = (pick: (price: readonly [number, number]) => number) => Float64Array.from(prices, pick);
  return {
    symbol: "TEST", interval: "1d", provenance: "a test",
    closeTime: Float64Array.from(prices, (_, t) => Date.UTC(2020, 0, 1) + t * DAY + DAY - 1),
    open: column(([open]) => open), close: column(([, close]) => close),
    high: column(([open, close]) => Math.max(open, close)), low: column(([open, close]) => Math.min(open, close)), volume: column(() => 1000),
  };
}

const FREE = { commissionBps: 0, spreadBps: 0, slippageBps: 0 };

describe("fills computed by hand", () => {
  const bars = barsOf([[100, 101], [102, 103], [104, 105], [106, 100], [90, 95]]);

  test("a position decided at a close is traded at the next open, without costs to the cent", () => {
    const { equity, fills, trades } = backtest(bars, [1, 1, 0, 0, 0], { ...FREE, capital: 1020 });
    expect(fills.map(({ row, units, price }) => ({ row, units, price }))).toEqual([{ row: 1, units: 10, price: 102 }, { row: 3, units: -10, price: 106 }]);
    expect(Array.from(equity)).toEqual([1020, 1030, 1050, 1060, 1060]);
    expect(trades).toMatchObject([{ side: "long", entryRow: 1, entryPrice: 102, exitRow: 3, exitPrice: 106, units: 10, profit: 40, costs: 0, barsHeld: 2, isOpen: false }]);
  });

  test("a short position gains when the price falls", () => {
    const { equity, trades } = backtest(bars, [0, 0, -1, 0, 0], { ...FREE, capital: 1060 });
    expect(Array.from(equity)).toEqual([1060, 1060, 1060, 1120, 1220]);
    expect(trades).toMatchObject([{ side: "short", entryRow: 3, exitRow: 4, units: 10, profit: 160, isOpen: false }]);
  });

  test("commission, half the spread and slippage are paid in cash, each side", () => {
    const { cash, costs, fills } = backtest(bars, [1, 0, 0, 0, 0], { commissionBps: 10, spreadBps: 20, slippageBps: 30, capital: 10_000 });
    const bought = 10_000 / 1.005;
    expect(fills[0]!.units).toBeCloseTo(bought / 102, 9);
    expect(fills[0]).toMatchObject({ row: 1, price: 102 });
    expect(fills[0]!.commission).toBeCloseTo(bought * 0.001, 9);
    expect(fills[0]!.spread).toBeCloseTo(bought * 0.001, 9);
    expect(fills[0]!.slippage).toBeCloseTo(bought * 0.003, 9);
    expect(cash[1]).toBeCloseTo(0, 8);
    const sold = (bought / 102) * 104;
    expect(cash[2]).toBeCloseTo(sold * 0.995, 8);
    expect(costs.total).toBeCloseTo((bought + sold) * 0.005, 8);
  });

  test("a fill pays the minimum fee where its commission is lower", () => {
    const { fills } = backtest(bars, [0.5, 0, 0, 0, 0], { commissionBps: 1, spreadBps: 0, slippageBps: 0, minimumFee: 2, capital: 1000 });
    expect(fills.map(({ commission }) => commission)).toEqual([2, 2]);
    expect(fills[0]!.units * 102).toBeCloseTo(0.5 * 998, 9);
  });

  test("turning from long to short closes one trade, opens the next and divides the costs by units", () => {
    const { fills, trades } = backtest(bars, [1, -1, -1, -1, -1], { commissionBps: 10, spreadBps: 0, slippageBps: 0 });
    expect(trades.map(({ side, entryRow, exitRow, isOpen }) => ({ side, entryRow, exitRow, isOpen }))).toEqual([
      { side: "long", entryRow: 1, exitRow: 2, isOpen: false },
      { side: "short", entryRow: 2, exitRow: 4, isOpen: true },
    ]);
    const [entry, turn] = fills;
    const share = entry!.units / -turn!.units;
    expect(trades[0]!.costs).toBeCloseTo(entry!.commission + turn!.commission * share, 9);
    expect(trades[1]!.costs).toBeCloseTo(turn!.commission * (1 - share), 9);
  });

  test("the decision of the last bar is never traded", () => {
    expect(backtest(bars, [0, 0, 0, 0, 1]).fills).toEqual([]);
  });

  test("a position held after the last bar is marked at its close without exit costs", () => {
    const { trades } = backtest(bars, [1, 1, 1, 1, 1], { commissionBps: 10, spreadBps: 0, slippageBps: 0, capital: 1000 });
    expect(trades).toMatchObject([{ exitRow: 4, exitPrice: 95, barsHeld: 4, isOpen: true }]);
    expect(trades[0]!.costs).toBeCloseTo((1000 / 1.001) * 0.001, 9);
  });

  test("units are held while the wanted position stays, or set anew at every bar if asked", () => {
    const half = [0.5, 0.5, 0.5, 0.5, 0.5];
    expect(backtest(bars, half).fills).toHaveLength(1);
    const { fills, positions } = backtest(bars, half, { ...FREE, rebalance: "every-bar" });
    expect(fills).toHaveLength(4);
    expect(positions[4]).toBeCloseTo((0.5 * 95 / 90) / (0.5 * 95 / 90 + 0.5), 12);
  });

  test("an order waits for the next bar with an open, and the finding names the bar", () => {
    const gap = barsOf([[100, 100], [Number.NaN, 101], [102, 103], [104, 105]]);
    const { fills, findings } = backtest(gap, [1, 1, 1, 1]);
    expect(fills.map(({ row }) => row)).toEqual([2]);
    expect(findings).toEqual([{ code: "order-waited", where: { asset: "TEST", row: 1, date: "2020-01-02" }, expected: "an open to trade at", got: "no open" }]);
    expect(backtest(gap, [1, 0, 0, 0]).fills).toEqual([]);
  });

  test("an equity at or below 0 is ruin: closed at the next open, nothing traded after it", () => {
    const surge = barsOf([[100, 100], [100, 100], [210, 220], [230, 240], [100, 100]]);
    const { findings, fills, equity } = backtest(surge, [-1, -1, 1, 1, 1], { ...FREE, capital: 1000 });
    expect(findings).toMatchObject([{ code: "ruin", where: { row: 2 } }]);
    expect(fills.map(({ row }) => row)).toEqual([1, 3]);
    expect(equity[4]).toBe(equity[3]);
  });
});

describe("laws", () => {
  const price = fc.double({ min: 0.5, max: 1.5, noNaN: true });
  const market = fc.array(fc.record({ gap: price, move: price, position: fc.double({ min: -1, max: 1, noNaN: true }), flat: fc.boolean() }), { minLength: 2, maxLength: 60 });
  const options: fc.Arbitrary<BacktestOptions> = fc.record({
    commissionBps: fc.integer({ min: 0, max: 50 }), spreadBps: fc.integer({ min: 0, max: 50 }), slippageBps: fc.integer({ min: 0, max: 50 }),
    minimumFee: fc.constantFrom(0, 1, 25), rebalance: fc.constantFrom("on-change" as const, "every-bar" as const),
  });
  type Step = { gap: number; move: number; position: number; flat: boolean };
  const world = (steps: readonly Step[]) => {
    let close = 100;
    const bars = barsOf(steps.map(({ gap, move }): [number, number] => {
      const open = Math.min(1e4, Math.max(1, close * gap));
      return [open, (close = Math.min(1e4, Math.max(1, open * move)))];
    }));
    return { bars, wanted: steps.map(({ flat, position }) => (flat ? 0 : position)) };
  };
  const close9 = (got: number, expected: number, scale: number) => expect(Math.abs(got - expected)).toBeLessThanOrEqual(1e-9 * scale);
  const scaleOf = ({ capital, cash, fills }: BacktestResult) => capital + Math.max(...Array.from(cash, Math.abs)) + fills.reduce((sum, { price, units }) => sum + Math.abs(price * units), 0);

  test("cash + units·close = equity at every close", () => {
    fc.assert(fc.property(market, options, (steps, given) => {
      const { bars, wanted } = world(steps);
      const result = backtest(bars, wanted, given);
      result.equity.forEach((value, t) => close9(result.cash[t]! + result.units[t]! * bars.close[t]!, value, scaleOf(result)));
    }), { seed: 1 });
  });

  test("the change of the equity is the sum of the trades' profits less their costs, and their costs are all costs", () => {
    fc.assert(fc.property(market, options, (steps, given) => {
      const { bars, wanted } = world(steps);
      const result = backtest(bars, wanted, given);
      const scale = scaleOf(result);
      const sum = (pick: (trade: BacktestResult["trades"][number]) => number) => result.trades.reduce((total, trade) => total + pick(trade), 0);
      close9(sum(({ profit, costs }) => profit - costs), result.equity.at(-1)! - result.capital, scale);
      close9(sum(({ costs }) => costs), result.costs.total, scale);
    }), { seed: 1 });
  });

  test("what happens after a bar changes nothing up to it", () => {
    fc.assert(fc.property(market, options, fc.nat(), (steps, given, cut) => {
      const rows = 2 + (cut % (steps.length - 1));
      const whole = world(steps);
      const part = world(steps.slice(0, rows));
      const upTo = backtest(part.bars, part.wanted, given).equity;
      expect(Array.from(backtest(whole.bars, whole.wanted, given).equity.subarray(0, rows))).toEqual(Array.from(upTo));
    }), { seed: 1 });
  });

  test("long positions never borrow: cash stays at 0 or above", () => {
    fc.assert(fc.property(market, options, (steps, given) => {
      const { bars, wanted } = world(steps.map((step) => ({ ...step, position: Math.abs(step.position) })));
      const result = backtest(bars, wanted, { ...given, minimumFee: 0 });
      expect(Math.min(...result.cash)).toBeGreaterThanOrEqual(-1e-9 * scaleOf(result));
    }), { seed: 1 });
  });

  test("positions in an array and a strategy that returns the same give the same result", () => {
    fc.assert(fc.property(market, options, (steps, given) => {
      const { bars, wanted } = world(steps);
      expect(backtest(bars, ({ closeTime }) => wanted[closeTime.length - 1]!, given)).toEqual(backtest(bars, wanted, given));
    }), { seed: 1 });
  });

  test("prices ×1000 change no share of the equity", () => {
    fc.assert(fc.property(market, (steps) => {
      const { bars, wanted } = world(steps);
      const scaled = { ...bars, open: bars.open.map((x) => x * 1000), close: bars.close.map((x) => x * 1000) };
      const [one, other] = [backtest(bars, wanted), backtest(scaled, wanted)];
      one.equity.forEach((value, t) => close9(other.equity[t]!, value, scaleOf(one)));
    }), { seed: 1 });
  });
});

test("a strategy is shown no bar after the one that just closed", () => {
  const bars = barsOf(Array.from({ length: 20 }, (_, t): [number, number] => [100 + t, 101 + t]));
  const seen: number[] = [];
  backtest(bars, (closed) => {
    seen.push(closed.close.length);
    expect(closed.close.at(-1)).toBe(101 + closed.close.length - 1);
    return 0;
  });
  expect(seen).toEqual(Array.from({ length: 20 }, (_, t) => t + 1));
});

test("buy and hold buys at the second open and never sells", () => {
  const { fills, trades, equity } = buyAndHold(barsOf([[10, 10], [11, 12], [13, 22]]), { ...FREE, capital: 110 });
  expect(fills.map(({ row, units }) => [row, units])).toEqual([[1, 10]]);
  expect(trades).toHaveLength(1);
  expect(Array.from(equity)).toEqual([110, 120, 220]);
});

test("bars whose repair used later bars are told, those that were filled forward are not", () => {
  const bars = { ...barsOf([[10, 10], [11, Number.NaN], [12, 12], [13, 13]]), symbol: "BTC-USD" };
  const plan = { order: "keep", badBars: "keep", outliers: "keep" } as const;
  const findingsOf = (missing: "interpolate" | "forwardFill") => backtest(repairBars(bars, { ...plan, missing }).bars, [1, 1, 0, 0]).findings;
  expect(findingsOf("interpolate")).toMatchObject([{ code: "bars-look-ahead", where: { row: 0, date: "2020-01-01" }, got: expect.stringContaining("interpolated") }]);
  expect(findingsOf("forwardFill")).toEqual([]);
});

test("the assumptions name the costs and every rule of the run", () => {
  const { assumptions } = backtest(barsOf([[1, 1], [1, 1]]), [0, 0], { commissionBps: 7, minimumFee: 3 });
  expect(assumptions.join("\n")).toContain("Commission is 7 bps of the value traded, at least 3 a fill");
  expect(assumptions[0]).toContain("traded at the open of the next one");
});
