import { describe, expect, test } from "vitest";
import { barsOf, flatBars, FREE, script } from "./bars.fixture.ts";
import { runBacktest } from "./runBacktest.ts";
import type { Broker, Market } from "./strategy.ts";

const DAY = 86_400_000;
const JAN1 = Date.UTC(2020, 0, 1);
const rising = barsOf([[10, 11, 9, 10], [12, 13, 11, 12], [14, 15, 13, 14], [16, 17, 15, 16]]);
const buy = (units: number) => ({ asset: "A", type: "market", units }) as const;

describe("orders", () => {
  test("are decided at a close and filled from the next bar on, each remembered with its end", () => {
    const { fills, orders, cash, equity } = runBacktest({ bars: rising, costs: FREE, capital: 100, strategy: script((broker) => broker.submit(buy(2)), undefined, (broker) => broker.submit({ ...buy(-2), tag: "out" })) });
    expect(fills.map(({ asset, order, price, row, units }) => [asset, order, row, units, price])).toEqual([["A", 1, 1, 2, 12], ["A", 2, 3, -2, 16]]);
    expect(orders).toEqual([
      { id: 1, asset: "A", type: "market", units: 2, tag: "", decidedRow: 0, endRow: 1, filled: 2, end: "filled", reason: "" },
      { id: 2, asset: "A", type: "market", units: -2, tag: "out", decidedRow: 2, endRow: 3, filled: -2, end: "filled", reason: "" },
    ]);
    expect([Array.from(cash), Array.from(equity)]).toEqual([[100, 76, 76, 108], [100, 100, 104, 108]]);
  });

  test("of a bracket: the exits wait for the entry, the stop loss cancels the take profit", () => {
    const fall = barsOf([[10, 10, 10, 10], [10, 11, 10, 11], [11, 20, 8, 12], [12, 12, 12, 12]]);
    let ids = {};
    const { fills, orders } = runBacktest({ bars: fall, costs: FREE, strategy: script((broker) => void (ids = broker.bracket(buy(5), { stopLoss: { share: 0.1 }, takeProfit: 15 }))) });
    expect(ids).toEqual({ entry: 1, stopLoss: 2, takeProfit: 3 });
    expect(fills.map(({ order, price, row, units }) => [order, row, units, price])).toEqual([[1, 1, 5, 10], [2, 2, -5, 9]]);
    expect(orders.map(({ end, reason }) => [end, reason])).toEqual([["filled", ""], ["filled", ""], ["cancelled", "a sibling was filled"]]);
  });

  test("of an OCO pair: one filled cancels the other", () => {
    const { orders } = runBacktest({ bars: rising, costs: FREE, strategy: script((broker) => broker.oco({ ...buy(1), type: "stop", stop: 12.5 }, { ...buy(1), type: "limit", limit: 8 })) });
    expect(orders.map(({ end, reason }) => [end, reason])).toEqual([["filled", ""], ["cancelled", "a sibling was filled"]]);
    expect(() => runBacktest({ bars: rising, strategy: script((broker) => broker.oco(buy(1))) })).toThrow("oco: 1 orders were given");
  });

  test("can be seen and cancelled by the strategy; what still waits at the end is open", () => {
    const { orders } = runBacktest({
      bars: rising,
      strategy: script((broker) => void [1, 2].map((limit) => broker.submit({ ...buy(1), type: "limit", limit })), (broker) => {
        expect(broker.openOrders().map(({ limit }) => limit)).toEqual([1, 2]);
        broker.cancel(1);
        expect(broker.openOrders("A")).toHaveLength(1);
      }),
    });
    expect(orders.map(({ end, reason, endRow }) => [end, reason, endRow])).toEqual([["cancelled", "by the strategy", 1], ["open", "", 3]]);
    expect(() => runBacktest({ bars: rising, strategy: script((broker) => broker.cancel(7)) })).toThrow("there is no order 7");
  });

  test("larger than a share of the volume are filled bar by bar", () => {
    const { fills, orders } = runBacktest({ bars: rising, costs: FREE, fills: { maxVolumeShare: 0.01 }, strategy: script((broker) => broker.submit(buy(25))) });
    expect(fills.map(({ row, units }) => [row, units])).toEqual([[1, 10], [2, 10], [3, 5]]);
    expect(orders).toMatchObject([{ filled: 25, end: "filled", endRow: 3 }]);
  });

  test("are looked at first in a bar that opens at the decision or later", () => {
    const hours = flatBars(Array.from({ length: 48 }, () => 1), { interval: "1h", symbol: "H" });
    const { fills } = runBacktest({ bars: [hours, flatBars([5, 6, 7])], costs: FREE, strategy: script((broker) => broker.submit(buy(1))) });
    expect(fills.map(({ price, time }) => [price, time])).toEqual([[6, JAN1 + 2 * DAY]]);
  });
});

describe("targets", () => {
  test("bring an asset to units, and a newer one takes the place of the one before", () => {
    const { fills } = runBacktest({ bars: rising, costs: FREE, strategy: script((broker) => { broker.targetUnits("A", 9); broker.targetUnits("A", 3); }, (broker) => broker.targetUnits("A", -1)) });
    expect(fills.map(({ row, units }) => [row, units])).toEqual([[1, 3], [2, -4]]);
  });

  test("of several assets are sized at the same opens, those that free money first", () => {
    const bars = [flatBars([10, 20, 20, 20]), flatBars([5, 5, 10, 10], { symbol: "B" })];
    const { fills, equity, leverage } = runBacktest({
      bars, costs: FREE, capital: 100,
      strategy: script((broker) => { broker.targetShare("A", 0.5); broker.targetShare("B", 0.5); }, undefined, (broker) => { broker.targetShare("A", 1); broker.targetShare("B", 0); }),
    });
    expect(fills.map(({ asset, row, units }) => [asset, row, units])).toEqual([["A", 1, 2.5], ["B", 1, 10], ["B", 3, -10], ["A", 3, 5]]);
    expect(Array.from(equity)).toEqual([100, 100, 150, 150]);
    expect(Array.from(leverage)).toEqual([0, 1, 1, 1]);
  });

  test("are cut to what the leverage leaves, which is a finding", () => {
    const { fills, findings } = runBacktest({ bars: [flatBars([10, 10]), flatBars([10, 10], { symbol: "B" })], costs: FREE, capital: 100, strategy: script((broker) => { broker.targetShare("A", 0.75); broker.targetShare("B", 0.75); }) });
    expect(fills.map(({ units }) => units)).toEqual([7.5, 2.5]);
    expect(findings).toMatchObject([{ code: "margin-cut", where: { asset: "B", row: 1, date: "2020-01-03" } }]);
  });
});

test("equal shares of the whole equity are all bought, the last one less the costs of all", () => {
  const bars = ["A", "B", "C", "D"].map((symbol) => flatBars([10, 10, 10], { symbol }));
  const { cash, findings, fills } = runBacktest({ bars, capital: 1000, strategy: { name: "equal", start: ({ assets }) => (_, broker) => assets.forEach((asset) => broker.targetShare(asset, 0.25)) } });
  expect(fills.filter(({ row }) => row === 1)).toHaveLength(4);
  expect(cash[1]).toBeCloseTo(0, 9);
  expect(findings).toEqual([]);
});

describe("the account", () => {
  test("rejects an order beyond its leverage, with a finding that names asset, bar and order", () => {
    const given = { bars: rising, costs: FREE, capital: 100, strategy: script((broker) => broker.submit(buy(15))) };
    const { findings, orders } = runBacktest(given);
    expect(orders).toMatchObject([{ end: "rejected", reason: "not enough margin", filled: 0, endRow: 1 }]);
    expect(findings).toEqual([{ code: "order-rejected", where: { asset: "A", row: 1, date: "2020-01-03", order: 1 }, expected: "positions of at most 1 times the equity", got: "15 units at 12 would lead beyond" }]);
    expect(runBacktest({ ...given, margin: { leverage: 2 } }).orders).toMatchObject([{ end: "filled" }]);
  });

  test("below its maintenance is closed at the next open, and trades on", () => {
    const bars = flatBars([100, 100, 70, 60, 60, 60]);
    const seen: number[] = [];
    const act = (count: number, target: (share: number) => void) => (seen.push(count), count === 1 ? target(2) : count === 5 ? target(0.5) : undefined);
    const strategy = { name: "twice", start: () => (market: Market, broker: Broker) => act(market.of().count, (share) => broker.targetShare("A", share)) };
    const { fills, findings } = runBacktest({ bars, costs: FREE, capital: 1000, margin: { leverage: 2, maintenance: 0.3 }, leakCheck: "off", strategy });
    expect(seen).toEqual([1, 2, 4, 5, 6]);
    expect(fills.map(({ row, units, price }) => [row, units, price])).toEqual([[1, 20, 100], [3, -20, 60], [5, 100 / 60, 60]]);
    expect(findings).toMatchObject([{ code: "margin-call", where: { asset: "A", row: 2 }, expected: "equity of at least 0.3 of the positions' worth" }]);
  });

  test("whose equity is lost is ruined: all is closed, the loss stays, nothing is traded any more", () => {
    const bars = flatBars([100, 100, 40, 30, 100, 100]);
    const { equity, findings, fills } = runBacktest({ bars, costs: FREE, capital: 1000, margin: { leverage: 2 }, strategy: script((broker) => broker.targetShare("A", 2), undefined, undefined, () => expect.fail("no decision after ruin")) });
    expect(Array.from(equity)).toEqual([1000, 1000, -200, -400, -400, -400]);
    expect(fills).toHaveLength(2);
    expect(findings).toMatchObject([{ code: "ruin", where: { asset: "A", row: 2 }, got: "-200" }]);
  });

  test("pays for units sold short and for borrowed cash, by the day", () => {
    const bars = flatBars([100, 100, 100]);
    const short = runBacktest({ bars, capital: 1000, costs: { ...FREE, borrowBps: 365 }, strategy: script((broker) => broker.submit(buy(-5))) });
    expect(short.costs.borrow).toBeCloseTo(2 * 500 * 0.0001, 12);
    const long = runBacktest({ bars, capital: 1000, costs: { ...FREE, financingBps: 365 }, margin: { leverage: 2 }, strategy: script((broker) => broker.submit(buy(15))) });
    expect(long.costs.financing).toBeCloseTo(500 * 0.0001 + 500.05 * 0.0001, 12);
    expect(long.costs.total).toBe(long.costs.financing);
    expect(long.equity[2]).toBeCloseTo(1000 - long.costs.financing, 9);
  });
});

describe("actions", () => {
  const exDay = (day: number) => JAN1 + day * DAY + 5 * 3_600_000;

  test("a split changes units and open orders, and no worth", () => {
    const bars = flatBars([100, 100, 50, 50, 40]);
    const { equity, fills, trades, units } = runBacktest({
      bars, costs: FREE, capital: 1000, actions: [{ kind: "split", symbol: "A", exTime: exDay(2), ratio: 2 }],
      strategy: script((broker) => broker.submit(buy(5)), (broker) => broker.submit({ ...buy(-5), type: "stop", stop: 84 })),
    });
    expect(Array.from(units)).toEqual([0, 5, 10, 10, 0]);
    expect(Array.from(equity)).toEqual([1000, 1000, 1000, 1000, 900]);
    expect(fills.map(({ row, units: traded, price }) => [row, traded, price])).toEqual([[1, 5, 100], [4, -10, 40]]);
    expect(trades).toMatchObject([{ units: 10, entryPrice: 50, exitPrice: 40, profit: -100 }]);
  });

  test("a dividend is paid to longs and by shorts", () => {
    const actions = [{ kind: "dividend", symbol: "A", exTime: exDay(2), amount: 3 }] as const;
    const held = (units: number) => runBacktest({ bars: flatBars([100, 100, 97]), costs: FREE, capital: 1000, actions, strategy: script((broker) => broker.submit(buy(units))) });
    expect([held(5).dividends, Array.from(held(5).equity)]).toEqual([15, [1000, 1000, 1000]]);
    expect([held(-5).dividends, Array.from(held(-5).equity)]).toEqual([-15, [1000, 1000, 1000]]);
  });

  test("a delisted asset is closed at its last close, and later orders are rejected", () => {
    const bars = [flatBars([10, 10, 10, 10, 10], { symbol: "B" }), flatBars([100, 100, 20])];
    const { equity, fills, findings, orders } = runBacktest({
      bars, costs: FREE, capital: 1000, delistings: { A: JAN1 + 3.5 * DAY },
      strategy: script((broker) => broker.submit(buy(5)), (broker) => broker.submit({ ...buy(1), type: "limit", limit: 1 }), undefined, (broker) => broker.submit(buy(1))),
    });
    expect(fills.map(({ row, units, price }) => [row, units, price])).toEqual([[1, 5, 100], [3, -5, 20]]);
    expect(equity[4]).toBe(600);
    expect(orders.map(({ end, reason }) => [end, reason])).toEqual([["filled", ""], ["cancelled", "the asset was delisted"], ["filled", ""], ["rejected", "the asset was delisted"]]);
    expect(findings.map(({ code, where }) => [code, where.asset, where.row, where.order])).toEqual([["delisted", "A", 3, undefined], ["order-rejected", "A", 3, 4]]);
  });
});
