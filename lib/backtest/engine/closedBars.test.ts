import { describe, expect, test } from "vitest";
import { runBacktest } from "./runBacktest.ts";
import { barsOf, flatBars, script } from "./bars.fixture.ts";
import type { ClosedBars, Market, Strategy } from "./strategy.ts";

const bars = barsOf([[1, 4, 1, 2, 10], [2, 5, 1, 3, 20], [3, 6, 2, 4, 30]]);

function seen<T>(look: (bars: ClosedBars, market: Market) => T, given = [bars], more: Partial<Strategy> = {}): T[] {
  const all: T[] = [];
  runBacktest({ bars: given, leakCheck: "off", strategy: { name: "look", ...more, start: () => (market) => void all.push(look(market.of(), market)) } });
  return all;
}

describe("the view of a strategy", () => {
  test("does not compile with a negative number of bars, and throws", () => {
    // @ts-expect-error the next bar has no type
    expect(() => seen((view) => view.close(-1))).toThrow(/the strategy "look" failed at A, row 0 \(2020-01-02\): the 1d bars of A: -1 bars ago is the future/);
    // @ts-expect-error of no column
    expect(() => seen((view) => view.column("x", -2))).toThrow("has no column");
    const ahead: number = -1;
    expect(() => seen((view) => view.high(ahead))).toThrow("is the future, which a strategy does not see");
  });

  test("throws for bars before the first, and for half a bar", () => {
    expect(() => seen((view) => view.open(1))).toThrow("1 bars ago there was none, 1 closed so far; give the strategy a warmUp, or ask count");
    expect(() => seen((view) => view.open(0.5))).toThrow("0.5 bars ago is no bar");
    expect(() => seen((view) => view.low(Number.NaN))).toThrow("NaN bars ago is no bar");
    expect(() => seen((view) => view.closes(2))).toThrow("closes of A: 2 were asked for, 1 bars have closed");
  });

  test("holds each value of the bars closed so far", () => {
    expect(seen((view) => [view.count, view.isNew, view.open(), view.high(), view.low(), view.close(), view.volume()])).toEqual([[1, true, 1, 4, 1, 2, 10], [2, true, 2, 5, 1, 3, 20], [3, true, 3, 6, 2, 4, 30]]);
    expect(seen((view) => view.close(view.count - 1))).toEqual([2, 2, 2]);
    expect(seen((view, market) => market.time === view.closeTime())).toEqual([true, true, true]);
  });

  test("hands out copies: what a strategy writes into them changes nothing", () => {
    expect(seen((view) => view.closes(view.count).fill(0).length)).toEqual([1, 2, 3]);
    expect(Array.from(bars.close)).toEqual([2, 3, 4]);
  });

  test("has no property that leads to the columns", () => {
    const [view] = seen((one) => one);
    expect(Object.values(view!).map((value) => typeof value)).toEqual(Array.from({ length: 8 }, () => "function"));
    expect(JSON.stringify(view)).toBe("{}");
  });

  test("reads the strategy's own columns", () => {
    expect(seen((view) => view.column("double"), [bars], { columns: ({ close }) => ({ double: close.map((x) => 2 * x) }) })).toEqual([4, 6, 8]);
    expect(() => seen((view) => view.column("triple"), [bars], { columns: ({ close }) => ({ double: close }) })).toThrow(`A has no column "triple"; the strategy's columns are: double`);
  });

  test("shows a longer interval only once its bar has closed", () => {
    const hours = flatBars(Array.from({ length: 48 }, (_, t) => 1 + t), { interval: "1h" });
    const days = flatBars([24, 48]);
    const counts = seen((view, market) => [view.interval, view.count, market.of("A", "1d").count], [days, hours]);
    expect(counts.slice(22, 25)).toEqual([["1h", 23, 0], ["1h", 24, 1], ["1h", 25, 1]]);
    expect(() => seen((_, market) => market.of("B"))).toThrow(`there are no bars of "B"; the run has A 1d`);
  });
});

test("decides first when every asset has as many bars as the warm-up", () => {
  const other = flatBars([1, 1, 1], { symbol: "B", start: 1 });
  expect(seen((view) => view.count, [bars, other], { warmUp: 2 })).toEqual([3, 3]);
});

test("columns that look ahead are refused before the run, unless the check is off, which the assumptions say", () => {
  const price = Array.from({ length: 60 }, (_, t) => 100 + (t * 7919) % 13);
  const strategy: Strategy = { ...script(), name: "seer", columns: ({ close }) => ({ next: close.map((_, t) => close[t + 1] ?? Number.NaN) }) };
  expect(() => runBacktest({ bars: flatBars(price), strategy })).toThrow(/the strategy "seer" looks ahead on A: .*next.* looks 1 bar ahead/);
  expect(runBacktest({ bars: flatBars(price), strategy, leakCheck: "off" }).assumptions.join()).toContain("were not tried for look-ahead");
  expect(runBacktest({ bars: flatBars(price), strategy: { ...strategy, columns: ({ close }) => ({ same: close }) } }).assumptions.join()).toContain("stayed the same");
});

test("what a strategy calls may be taken out of the market, its bars and the broker by name", () => {
  const strategy: Strategy = {
    name: "by name",
    start: () => ({ of }, { submit, targetUnits, units }) => {
      const { close, closes, column, count, symbol } = of();
      if (count === 1) submit({ asset: symbol, type: "market", units: close() + closes(1)[0]! + column("two") });
      else if (units() > 1) targetUnits(symbol, 1);
    },
    columns: ({ close }) => ({ two: close.map(() => 2) }),
  };
  expect(runBacktest({ bars: flatBars([3, 3, 3, 3]), strategy }).fills.map(({ units }) => units)).toEqual([8, -7]);
});
