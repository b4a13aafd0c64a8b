import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoDate, sliceBars } from "../../market/bars.ts";
import { randomKey } from "../../random/index.ts";
import type { BacktestResult } from "../result.ts";
import { randomBars, randomTrader } from "./random.fixture.ts";
import { runBacktest } from "./runBacktest.ts";
import type { RunOptions } from "./runOptions.ts";

/** Random orders of every kind on random bars of two assets, with every cost, splits, dividends, leverage and a delisting. */
const run: fc.Arbitrary<RunOptions> = fc.record({
  seed: fc.integer({ min: 0, max: 1e9 }),
  leverage: fc.constantFrom(1, 2, 6),
  share: fc.constantFrom(0.05, 0.5, 1),
  slippage: fc.constantFrom({ kind: "fixed", bps: 3 } as const, { kind: "volatility", share: 0.1 } as const, { kind: "volumeShare", impact: 0.05 } as const),
  minimum: fc.constantFrom(0, 1),
  isDelisted: fc.boolean(),
}).map(({ isDelisted, leverage, minimum, seed, share, slippage }) => {
  const key = randomKey(seed);
  const bars = [randomBars(key, "A", 80), randomBars(randomKey(seed + 1), "B", 60)];
  const [a, b] = [bars[0]!.closeTime, bars[1]!.closeTime];
  return {
    bars, key, capital: 1000, strategy: randomTrader, margin: { leverage }, fills: { maxVolumeShare: share },
    costs: { commission: { bps: 2, perShare: 0.01, minimum }, spreadBps: 5, slippage, borrowBps: 300, financingBps: 500 },
    actions: [{ kind: "split", symbol: "A", exTime: a[20]!, ratio: 2 }, { kind: "split", symbol: "A", exTime: a[60]!, ratio: 0.25 }, { kind: "dividend", symbol: "B", exTime: b[30]!, amount: 1 }],
    ...(isDelisted && { delistings: { B: b[45]! } }),
  };
});

const scaleOf = ({ capital, cash, fills }: BacktestResult) => capital + Math.max(...Array.from(cash, Math.abs)) + fills.reduce((sum, { price, units }) => sum + Math.abs(price * units), 0);
const sum = <T>(list: readonly T[], pick: (one: T) => number) => list.reduce((total, one) => total + pick(one), 0);

function marksOf({ bars }: RunOptions, asset: string, { closeTime }: BacktestResult): Float64Array {
  const own = "closeTime" in bars ? bars : bars.find(({ symbol }) => symbol === asset)!;
  return closeTime.map((time) => own.close[own.closeTime.findLastIndex((one) => one <= time)] ?? 0);
}

describe("whatever is ordered", () => {
  test("cash + Σ units·close = equity at every row", () => {
    fc.assert(fc.property(run, (options) => {
      const result = runBacktest(options);
      const worth = result.equity.map((_, t) => result.cash[t]! + sum(result.assets, (asset) => result.unitsByAsset[asset]![t]! * marksOf(options, asset, result)[t]!));
      const scale = scaleOf(result);
      result.equity.forEach((value, t) => expect(Math.abs(worth[t]! - value)).toBeLessThanOrEqual(1e-9 * scale));
    }), { seed: 1, numRuns: 40 });
  });

  test("the change of the equity is the trades' profits less all costs, and dividends", () => {
    fc.assert(fc.property(run, (options) => {
      const result = runBacktest(options);
      const { borrow, commission, financing, slippage, spread, total } = result.costs;
      const scale = 1e-9 * scaleOf(result);
      const change = result.equity.at(-1)! - result.capital;
      expect(Math.abs(sum(result.trades, ({ profit }) => profit) - total + result.dividends - change)).toBeLessThanOrEqual(scale);
      expect(Math.abs(sum(result.trades, ({ costs }) => costs) - (commission + spread + slippage))).toBeLessThanOrEqual(scale);
      expect(Math.abs(total - commission - spread - slippage - borrow - financing)).toBeLessThanOrEqual(scale);
    }), { seed: 1, numRuns: 60 });
  });

  test("every fill belongs to an order decided in an earlier row, lies in its bar, and takes no more than its share of the volume; one without a bar is a forced end, at the worst price of the last bar", () => {
    fc.assert(fc.property(run, (options) => {
      const result = runBacktest(options);
      for (const { asset, order, price, time, row, units } of result.fills) {
        const record = result.orders[order - 1]!;
        const bars = "closeTime" in options.bars ? options.bars : options.bars.find(({ symbol }) => symbol === asset)!;
        if (record.tag === "delisting") continue;
        const t = bars.closeTime.findLastIndex((closed) => closed <= time);
        expect([record.id, record.asset, Math.sign(record.units)]).toEqual([order, asset, Math.sign(units)]);
        expect(record.decidedRow, `${order} on ${isoDate(time)}`).toBeLessThan(row);
        expect(price).toBeGreaterThanOrEqual(bars.low[t]! * (1 - 1e-12));
        expect(price).toBeLessThanOrEqual(bars.high[t]! * (1 + 1e-12));
        if (bars.closeTime[t] !== time) expect([record.tag, price]).toEqual([expect.stringMatching(/^(liquidation|ruin)$/), units > 0 ? bars.high[t] : bars.low[t]]);
        else expect(Math.abs(units)).toBeLessThanOrEqual(bars.volume[t]! * options.fills!.maxVolumeShare! * (1 + 1e-12));
      }
    }), { seed: 1, numRuns: 40 });
  });

  test("what happens after a row changes nothing up to it", () => {
    fc.assert(fc.property(run, fc.integer({ min: 2, max: 60 }), (options, rows) => {
      const bars = "closeTime" in options.bars ? [options.bars] : options.bars;
      const whole = runBacktest(options);
      const end = whole.closeTime[rows - 1]!;
      const part = runBacktest({ ...options, bars: bars.map((one) => sliceBars(one, 0, one.closeTime.filter((time) => time <= end).length)) });
      expect(Array.from(whole.equity.subarray(0, rows))).toEqual(Array.from(part.equity));
      expect(whole.fills.filter(({ row }) => row < rows)).toEqual(part.fills);
    }), { seed: 1, numRuns: 30 });
  });

  test("every order that the margin rejects is a finding, and every order that was not filled whole has a reason or is open", () => {
    fc.assert(fc.property(run, (options) => {
      const { findings, orders } = runBacktest(options);
      const rejected = orders.filter(({ reason }) => reason === "not enough margin").map(({ id }) => id);
      const found = findings.filter(({ code, got }) => code === "order-rejected" && got.includes("beyond")).map(({ where }) => where.order!);
      expect(found.toSorted((a, b) => a - b)).toEqual(rejected);
      for (const { end, filled, reason, units } of orders) {
        if (end === "filled") expect([filled, reason]).toEqual([units, ""]);
        else expect(end === "open" || reason !== "").toBe(true);
      }
    }), { seed: 1, numRuns: 40 });
  });
});
