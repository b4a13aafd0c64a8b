import { describe, expect, test } from "vitest";
import { barsOf, flatBars, FREE, script } from "./bars.fixture.ts";
import { runBacktest } from "./runBacktest.ts";
import type { Broker } from "./strategy.ts";

const stop = { stopLoss: { share: 0.05 } };

describe("a target with exits", () => {
  test("is the entry of a bracket: its exits stand at shares of the price at which it was filled", () => {
    const bars = barsOf([[100, 100, 100, 100], [110, 112, 109, 110], [108, 109, 100, 101], [101, 101, 101, 101]]);
    const { fills, orders } = runBacktest({ bars, costs: FREE, capital: 1100, strategy: script((broker) => broker.targetShare("A", 1, { ...stop, takeProfit: { share: 0.1 } })) });
    expect(fills.map(({ price, row, units }) => [row, units, price])).toEqual([[1, 10, 110], [2, -10, expect.closeTo(104.5, 12)]]);
    expect(orders.map(({ decidedRow, end, type }) => [type, decidedRow, end])).toEqual([["market", 0, "filled"], ["stop", 0, "filled"], ["limit", 0, "cancelled"]]);
  });

  test("that turns a position guards what stands on the other side alone", () => {
    const bars = flatBars([100, 100, 100, 100, 120, 120]);
    const { fills, units } = runBacktest({ bars, costs: FREE, capital: 1000, strategy: script((broker) => broker.targetShare("A", 1, stop), undefined, (broker) => broker.targetShare("A", -1, stop)) });
    expect(fills.map(({ row, units }) => [row, units])).toEqual([[1, 10], [3, -20], [4, 10]]);
    expect(units.at(-1)).toBe(0);
  });

  test("that only makes a position larger keeps the prices of its exits, now for all of it", () => {
    const bars = flatBars([100, 100, 100, 100, 90, 90]);
    const { fills, orders } = runBacktest({ bars, costs: FREE, capital: 1000, strategy: script((broker) => broker.targetShare("A", 0.5, stop), (broker) => broker.targetShare("A", 1, stop)) });
    expect(orders.map(({ type }) => type)).toEqual(["market", "stop", "market"]);
    expect(fills.map(({ row, units }) => [row, units])).toEqual([[1, 5], [2, 5], [4, -10]]);
  });

  test("is guarded in its new size too where the target that changes it names no exits", () => {
    const bars = flatBars([100, 100, 100, 100, 90, 90]);
    const target = (change: (broker: Broker) => void) => runBacktest({ bars, costs: FREE, capital: 1000, strategy: script((broker) => broker.targetShare("A", 0.5, stop), change) });
    for (const { fills } of [target((broker) => broker.targetShare("A", 1)), target((broker) => broker.targetUnits("A", 10))]) expect(fills.map(({ row, units }) => [row, units])).toEqual([[1, 5], [2, 5], [4, -10]]);
  });

  test("is refused where it is given if the side cannot have such exits", () => {
    expect(() => runBacktest({ bars: flatBars([1, 1]), strategy: script((broker) => broker.targetShare("A", 1, { stopLoss: { share: 2 } })) })).toThrow("stopLoss is a share of 2; give the distance from the entry as a share above 0, below 1");
    expect(() => runBacktest({ bars: flatBars([1, 1]), strategy: script((broker) => broker.targetShare("A", 1, {})) })).toThrow("it has no exit");
  });
});
