import { describe, expect, test } from "vitest";
import { BacktestError } from "../error.ts";
import type { BacktestResult } from "../result.ts";
import { barsOf, flatBars, FREE, script } from "./bars.fixture.ts";
import { runBacktest } from "./runBacktest.ts";
import type { Broker } from "./strategy.ts";
import { refusalOf } from "../refusal.fixture.ts";

const DAY = 86_400_000;
const JAN1 = Date.UTC(2020, 0, 1);
const order = (asset: string, units: number) => ({ asset, type: "market", units }) as const;
const filled = ({ fills }: BacktestResult) => fills.map(({ asset, price, row, units }) => [asset, row, units, price]);

describe("within one moment", () => {
  const still = (symbol: string) => flatBars([10, 10, 10, 10], { symbol });
  const both = (act: (broker: Broker) => unknown, bars = [still("A"), still("B")]) =>
    runBacktest({ bars, costs: FREE, capital: 100, strategy: script((broker) => broker.submit(order(bars[1]!.symbol, 10)), (broker) => void act(broker)) });

  test("what makes a position smaller at an open comes first, whichever asset was given first", () => {
    const turn = (broker: Broker) => [order("B", -10), order("A", 10)].map((one) => broker.submit(one));
    expect(filled(both(turn))).toEqual([["B", 1, 10, 10], ["B", 2, -10, 10], ["A", 2, 10, 10]]);
    expect(both(turn).findings).toEqual([]);
  });

  test("money from a sale inside a bar does not buy at its open", () => {
    const rises = barsOf([[10, 10, 10, 10], [10, 10, 10, 10], [10, 13, 10, 10], [10, 10, 10, 10]], { symbol: "A" });
    const result = runBacktest({
      bars: [rises, still("B")], costs: FREE, capital: 100,
      strategy: script((broker) => broker.submit(order("A", 10)), (broker) => { broker.submit({ ...order("A", -10), type: "limit", limit: 12 }); broker.submit(order("B", 10)); }),
    });
    expect(filled(result)).toEqual([["A", 1, 10, 10], ["A", 2, -10, 12]]);
    expect(result.orders[2]).toMatchObject({ asset: "B", end: "rejected", reason: "not enough margin" });
  });

  test("orders of an asset share the volume of the bar, an exit with its entry too", () => {
    const result = runBacktest({ bars: flatBars([10, 10, 10]), costs: FREE, fills: { maxVolumeShare: 0.01 }, strategy: script((broker) => [8, 8].map((units) => broker.submit(order("A", units)))) });
    expect(filled(result)).toEqual([["A", 1, 8, 10], ["A", 1, 2, 10], ["A", 2, 6, 10]]);
    const falls = barsOf([[10, 10, 10, 10], [10, 10, 8, 8, 500], [7, 7, 7, 7]]);
    const guarded = runBacktest({ bars: falls, costs: FREE, fills: { maxVolumeShare: 0.01 }, strategy: script((broker) => broker.bracket(order("A", 5), { stopLoss: 9 })) });
    expect(filled(guarded)).toEqual([["A", 1, 5, 10], ["A", 2, -5, 7]]);
  });

  test("a reduceOnly limit takes nothing from a position that was opened inside the same bar", () => {
    const wide = barsOf([[10, 10, 10, 10], [10, 13, 8, 10], [10, 13, 10, 10]]);
    const result = runBacktest({ bars: wide, costs: FREE, strategy: script((broker) => { broker.submit({ ...order("A", 1), type: "limit", limit: 9 }); broker.submit({ ...order("A", -1), type: "limit", limit: 12, reduceOnly: true }); }) });
    expect(filled(result)).toEqual([["A", 1, 1, 9], ["A", 2, -1, 12]]);
  });
});

test("a bar that closes after a delisting trades nothing, even where the asset's bars go on", () => {
  const result = runBacktest({
    bars: flatBars([10, 10, 10, 50, 50]), costs: FREE, capital: 100, delistings: { A: JAN1 + 3 * DAY + 1 },
    strategy: script((broker) => broker.submit(order("A", 5)), undefined, (broker) => broker.submit(order("A", -2))),
  });
  expect(filled(result)).toEqual([["A", 1, 5, 10], ["A", 3, -5, 10]]);
  expect(result.equity.at(-1)).toBe(100);
});

test("a split divides the prices of exits that a target will have", () => {
  const bars = flatBars([100, 50, 50, 30]);
  const result = runBacktest({
    bars, costs: FREE, capital: 1000, actions: [{ kind: "split", symbol: "A", exTime: JAN1 + DAY + 1, ratio: 2 }],
    strategy: script((broker) => broker.targetShare("A", 0.5, { stopLoss: 80, takeProfit: 140 })),
  });
  expect(filled(result)).toEqual([["A", 1, 10, 50], ["A", 3, -10, 30]]);
});

test("a target that turns a position bit by bit guards what it opened, and only that", () => {
  const bars = flatBars([10, 10, 10, 10, 10, 10, 8]);
  const result = runBacktest({
    bars, costs: FREE, capital: 1000, fills: { maxVolumeShare: 0.01 },
    strategy: script((broker) => broker.submit(order("A", -10)), (broker) => broker.targetShare("A", 0.15, { stopLoss: 9 })),
  });
  expect(filled(result)).toEqual([["A", 1, -10, 10], ["A", 2, 10, 10], ["A", 3, 10, 10], ["A", 4, 5, 10], ["A", 6, -10, 8]]);
});

describe("a strategy", () => {
  const bars = flatBars([10, 11, 12, 13]);

  test("that catches a refused bracket or pair has given no order", () => {
    const late = flatBars([1, 1], { symbol: "B", start: 2 });
    const attempts = [
      (broker: Broker) => broker.bracket({ ...order("A", 1), type: "limit", limit: 9 }, { stopLoss: 9.5 }),
      (broker: Broker) => broker.oco({ ...order("B", 1), type: "limit", limit: 9 }, { ...order("B", -1), type: "trailing-stop", distance: 1 }),
    ];
    for (const attempt of attempts) {
      const { orders } = runBacktest({ bars: [bars, late], strategy: script((broker) => expect(() => attempt(broker)).toThrow(BacktestError)) });
      expect(orders).toEqual([]);
    }
  });

  test("that is asynchronous is refused: its orders would come at another moment", () => {
    expect(refusalOf(() => runBacktest({ bars, strategy: { name: "later", start: () => async () => {} } }))).toBe(`the strategy "later" failed at A, row 0 (2020-01-02): it is asynchronous, and what it orders later belongs to no bar; decide without async and await`);
    // @ts-expect-error a notebook's cell is not always type-checked
    expect(refusalOf(() => runBacktest({ bars, strategy: { name: "none", start: () => undefined } }))).toBe(`the strategy "none": start returned undefined; return the function (market, broker) => { … } that is called at each close`);
  });

  test("whose columns change the bars is refused", () => {
    const columns = ({ close }: { close: Float64Array }) => ({ sorted: close.sort() });
    const run = (leakCheck: "on" | "off") => () => runBacktest({ bars: flatBars([13, 11, 12, 10]), strategy: { ...script(), columns }, leakCheck });
    expect(run("on")).toThrow();
    expect(refusalOf(run("off"))).toBe(`the strategy "script": its columns changed the close of A; copy what is to be changed (close.slice())`);
  });

  test("cannot change the list of assets", () => {
    runBacktest({ bars, strategy: { name: "list", start: ({ assets }) => (market) => { expect([assets, market.assets].map((list) => Object.isFrozen(list))).toEqual([true, true]); } } });
  });

  test("that never saw as many bars as its warm-up is a finding", () => {
    const result = runBacktest({ bars: [bars, flatBars([1, 1], { symbol: "B" })], strategy: { ...script(), warmUp: 3 } });
    expect(result.findings).toEqual([{ code: "never-decided", where: { asset: "B", row: 3, date: "2020-01-05" }, expected: "3 bars of every asset, the warm-up", got: `2 bars: the strategy was never called` }]);
  });
});
