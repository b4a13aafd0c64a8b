import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream, split } from "../../random/index.ts";
import { performance, simpleReturns } from "../../statistics/index.ts";
import { backtest } from "../backtest.ts";
import type { CostOptions } from "../costs/index.ts";
import { flatBars, FREE } from "../engine/bars.fixture.ts";
import { randomBars } from "../engine/random.fixture.ts";
import { runBacktest } from "../engine/runBacktest.ts";
import type { Strategy } from "../engine/strategy.ts";
import type { Exits } from "../orders/index.ts";
import type { BacktestResult } from "../result.ts";
import type { SweepRule } from "./rule.ts";
import { sweep, type Sweep } from "./sweep.ts";

const slippage = fc.constantFrom({ kind: "fixed", bps: 3 } as const, { kind: "volatility", share: 0.1 } as const, { kind: "volumeShare", impact: 0.05 } as const);
const costs: fc.Arbitrary<CostOptions> = fc.record({ minimum: fc.constantFrom(0, 1, 40), perShare: fc.constantFrom(0, 0.01), bps: fc.constantFrom(0, 2, 300), slippage }).map(
  ({ bps, minimum, perShare, slippage }) => ({ commission: { bps, perShare, minimum }, spreadBps: 5, slippage, borrowBps: 300, financingBps: 500 }),
);

/** Positions that last a few bars; of shares of the equity, or whole. */
function randomPositions(seed: number, count: number, whole: boolean): Float64Array {
  const { uniform } = randomStream(split(randomKey(seed), "positions"));
  let position = 0;
  return Float64Array.from({ length: count }, () => (position = uniform() < 0.7 ? position : whole ? Math.floor(3 * uniform()) - 1 : 2 * uniform() - 1));
}

const given = (wanted: Float64Array): SweepRule => ({ name: "given", parameters: {}, columns: () => [], want: (_columns, _bars, _set, out) => out.set(wanted) });

function expectEqual(vector: Sweep, result: BacktestResult): void {
  const row = performance("event", result);
  const near = (value: number) => expect.closeTo(value, 9);
  const measure = (value: number | { readonly value: null }) => (typeof value === "number" ? near(value) : Number.NaN);
  const names = ["cagr", "sharpe", "sortino", "winRate"] as const;
  expect(Object.fromEntries(names.map((name) => [name, vector[name][0]]))).toEqual(Object.fromEntries(names.map((name) => [name, measure(row[name])])));
  expect([vector.totalReturn[0], vector.maxDrawdown[0], vector.trades[0], vector.exposure[0], vector.turnover[0], vector.costs[0]! / 1e3])
    .toEqual([near(row.totalReturn), near(row.maxDrawdown), row.trades, row.exposure, near(row.turnover), near(row.costs / 1e3)]);
}

/** Wanted positions with exits, ordered by the event engine's broker. */
function follow(wanted: Float64Array, exits: Exits | undefined): Strategy {
  return {
    name: "given positions",
    start: () => {
      let position = 0;
      return (market, broker) => {
        const next = wanted[market.of().count - 1]!;
        if (next !== position) broker.targetShare("A", next, exits);
        position = next;
      };
    },
  };
}

describe("the vector path and the event engine", () => {
  test("bring the same on random positions, costs, gaps and missing opens", async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 1e9 }), costs, fc.integer({ min: 2, max: 150 }), fc.boolean(), async (seed, costs, count, whole) => {
      const bars = randomBars(randomKey(seed), "A", count);
      const wanted = randomPositions(seed, count, whole);
      const event = backtest(bars, wanted, { ...costs, capital: 1000 });
      const vector = await sweep(bars, { rule: given(wanted), grid: {}, costs, capital: 1000 });
      expectEqual(vector, event);
      if (!event.findings.some(({ code }) => code === "ruin")) expect(Array.from(vector.returns![0]!)).toEqual(Array.from(simpleReturns(event.equity), (value) => expect.closeTo(value, 11)));
    }), { seed: 1, numRuns: 150 });
  });

  test("bring the same with stop loss and take profit, filled by the same pessimistic rule", async () => {
    const exit = fc.constantFrom(0, 0.005, 0.02, 0.1);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 1e9 }), costs, exit, exit, fc.constantFrom("through", "touch" as const), async (seed, costs, stopLoss, takeProfit, limits) => {
      const bars = randomBars(randomKey(seed), "A", 120);
      const wanted = randomPositions(seed, 120, true);
      const exits = stopLoss + takeProfit === 0 ? undefined : { ...(stopLoss > 0 && { stopLoss: { share: stopLoss } }), ...(takeProfit > 0 && { takeProfit: { share: takeProfit } }) };
      const event = runBacktest({ bars, strategy: follow(wanted, exits), costs, capital: 1000, fills: { limits } });
      const vector = await sweep(bars, { rule: given(wanted), grid: { stopLoss: [stopLoss], takeProfit: [takeProfit] }, costs, capital: 1000, fills: { limits } });
      expectEqual(vector, event);
    }), { seed: 1, numRuns: 150 });
  });

  test("are ruined at the same bar and trade no more", async () => {
    const bars = flatBars([10, 10, 25, 24, 5, 5]);
    const wanted = Float64Array.of(-1, -1, -1, 0, 1, 1);
    const event = backtest(bars, wanted, { ...FREE, capital: 1000 });
    const vector = await sweep(bars, { rule: given(wanted), grid: {}, costs: FREE, capital: 1000 });
    expect(event.findings.map(({ code }) => code)).toContain("ruin");
    expect(vector.totalReturn[0]).toBeCloseTo(event.equity.at(-1)! / 1000 - 1, 12);
    expect([vector.totalReturn[0], vector.trades[0], vector.exposure[0]]).toEqual([expect.closeTo(-1.4, 12), 1, 2 / 6]);
    expect(vector.returns?.[0]).toEqual(Float64Array.of(0, -1, 0, 0, 0));
  });
});
