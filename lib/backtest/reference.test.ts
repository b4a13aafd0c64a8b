import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Bars } from "../market/bars.ts";
import { backtest } from "./index.ts";

const trade = z.object({ entryRow: z.number(), exitRow: z.number(), units: z.number(), entryPrice: z.number(), exitPrice: z.number(), net: z.number(), costs: z.number(), isOpen: z.boolean() });
const run = z.object({ positions: z.array(z.number()), commissionBps: z.number(), equity: z.array(z.number()), cash: z.array(z.number()), trades: z.array(trade) });
const { bars: prices, runs } = z
  .object({ bars: z.object({ open: z.array(z.number()), close: z.array(z.number()) }), runs: z.record(z.string(), run) })
  .parse(JSON.parse(readFileSync(new URL("./reference.json", import.meta.url), "utf8")));

const [open, close] = [Float64Array.from(prices.open), Float64Array.from(prices.close)];
const bars: Bars = { symbol: "SEEDED", interval: "1d", provenance: "scripts/reference/backtest.py", closeTime: close.map((_, t) => Date.UTC(2020, 0, 1 + t)), open, high: close, low: close, close, volume: close };

describe.each(Object.entries(runs))("%s: equals vectorbt", (_, reference) => {
  const result = backtest(bars, reference.positions, { commissionBps: reference.commissionBps, spreadBps: 0, slippageBps: 0, capital: 100_000 });

  test("in equity and cash at every close", () => {
    reference.equity.forEach((value, t) => expect(Math.abs(result.equity[t]! - value)).toBeLessThan(1e-6));
    reference.cash.forEach((value, t) => expect(Math.abs(result.cash[t]! - value)).toBeLessThan(1e-6));
  });

  test("trade by trade", () => {
    expect(result.trades).toHaveLength(reference.trades.length);
    result.trades.forEach((ours, k) => {
      const theirs = reference.trades[k]!;
      expect([ours.entryRow, ours.exitRow, ours.isOpen]).toEqual([theirs.entryRow, theirs.exitRow, theirs.isOpen]);
      for (const [one, other] of [[ours.units, theirs.units], [ours.entryPrice, theirs.entryPrice], [ours.exitPrice, theirs.exitPrice], [ours.costs, theirs.costs], [ours.profit - ours.costs, theirs.net]]) {
        expect(one).toBeCloseTo(other!, 6);
      }
    });
  });
});
