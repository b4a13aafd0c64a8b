import { describe, expect, test } from "vitest";
import { sliceBars, type Bars } from "../../market/bars.ts";
import { randomKey } from "../../random/index.ts";
import { FREE, script, flatBars } from "./bars.fixture.ts";
import { forwardTest, type ClosedBar } from "./forwardTest.ts";
import { randomBars, randomTrader } from "./random.fixture.ts";
import { runBacktest } from "./runBacktest.ts";
import type { StrategyOfBars } from "./strategy.ts";

/** The bars of all feeds, those of one moment together. */
function moments(all: readonly Bars[]): ClosedBar[][] {
  const bars = all.flatMap(({ close, closeTime, high, interval, low, open, symbol, volume }) => Array.from(closeTime, (time, t): ClosedBar => ({ symbol, interval, closeTime: time, open: open[t]!, high: high[t]!, low: low[t]!, close: close[t]!, volume: volume[t]! })));
  const times = [...new Set(bars.map(({ closeTime }) => closeTime))].sort((a, b) => a - b);
  return times.map((time) => bars.filter(({ closeTime }) => closeTime === time));
}

describe.each([1, 2, 3])("a forward test of random orders, seed %i", (seed) => {
  const all = [randomBars(randomKey(seed), "A", 120), randomBars(randomKey(seed + 100), "B", 90)];
  const actions = [{ kind: "split", symbol: "A", exTime: all[0]!.closeTime[50]!, ratio: 3 }, { kind: "dividend", symbol: "B", exTime: all[1]!.closeTime[30]!, amount: 0.5 }] as const;
  const options = { actions, key: randomKey(seed), costs: { borrowBps: 100, financingBps: 300 }, margin: { leverage: 3 }, fills: { maxVolumeShare: 0.2 }, delistings: { B: all[1]!.closeTime[80]! }, strategy: randomTrader, leakCheck: "off" as const };
  const backtested = runBacktest({ ...options, bars: all });

  test.each([0, 40])("equals the backtest to the last bit after %i bars of history", (history) => {
    const [a, b] = all.map((bars) => sliceBars(bars, 0, bars.closeTime.findIndex((time) => time > all[0]!.closeTime[history]! - 1)));
    const forward = forwardTest({ ...options, bars: [a!, b!] });
    const from = a!.closeTime.at(-1) ?? 0;
    for (const closed of moments(all)) if (closed[0]!.closeTime > from) forward.step(closed);
    expect(forward.result()).toEqual(backtested);
    expect(backtested.fills.length).toBeGreaterThan(20);
  });

  test("the same strategy object runs again and gives the same", () => {
    expect(runBacktest({ ...options, bars: all })).toEqual(backtested);
  });
});

test("a strategy's columns grow with the bars", () => {
  const strategy = { ...script(), columns: ({ close }: Bars) => ({ double: close.map((x) => 2 * x) }), start: () => (market: { of: () => { column: (name: string) => number; close: () => number } }) => expect(market.of().column("double")).toBe(2 * market.of().close()) };
  const bars = flatBars([1, 2, 3, 4]);
  const forward = forwardTest({ bars: sliceBars(bars, 0, 0), strategy });
  for (const closed of moments([bars])) forward.step(closed);
  expect(forward.result().closeTime).toHaveLength(4);
});

test("bars that come late, twice, at different moments or of no feed are refused by name", () => {
  const bars = flatBars([1, 2, 3]);
  const [first, second, third] = moments([bars]).map(([bar]) => bar!);
  const forward = forwardTest({ bars: sliceBars(bars, 0, 2), costs: FREE, strategy: script() });
  expect(() => forward.step([first!])).toThrow("forwardTest: A 1d of 2020-01-02T00:00:00.000Z: the bar is older than the bar before");
  expect(() => forward.step([second!])).toThrow("the bar is a duplicate of the bar before");
  expect(() => forward.step([{ ...third!, close: 0 }])).toThrow("the close is 0, a price is above 0");
  expect(() => forward.step([{ ...third!, symbol: "C" }])).toThrow("there is no feed of C 1d; the run has A 1d");
  expect(() => forward.step([third!, { ...third!, closeTime: third!.closeTime + 1 }])).toThrow("it closes at another moment");
  expect(() => forward.step([{ ...third!, isFinished: false }])).toThrow("A 1d of 2020-01-04T00:00:00.000Z: it has not closed yet; give finished bars only");
  forward.step([]);
  forward.step([third!]);
  expect(forward.result().closeTime).toHaveLength(3);
});

test("a bar that is there twice in one step is refused", () => {
  const bars = flatBars([1, 2, 3]);
  const [bar] = moments([bars])[2]!;
  const forward = forwardTest({ bars: sliceBars(bars, 0, 2), strategy: script() });
  expect(() => forward.step([bar!, bar!])).toThrow("forwardTest: A 1d of 2020-01-04T00:00:00.000Z: it is there twice");
});

test("after a failure there is no result, and no further step", () => {
  const bars = flatBars([1, 2, 3, 4]);
  const forward = forwardTest({ bars: sliceBars(bars, 0, 2), strategy: script(undefined, undefined, () => { throw new Error("no"); }) });
  expect(() => forward.step(moments([bars])[2]!)).toThrow(`the strategy "script" failed at A, row 2`);
  expect(() => forward.result()).toThrow(`forwardTest of "script": it failed before (the strategy "script" failed at A, row 2 (2020-01-04): no); start another one`);
  expect(() => forward.step(moments([bars])[3]!)).toThrow("it failed before");
});

describe("a strategy that is made from bars", () => {
  const all = [randomBars(randomKey(7), "A", 90), randomBars(randomKey(8), "B", 90)];
  const above = (ahead: number): StrategyOfBars => ([a, b]) => {
    const ratio = a!.close.map((close, t) => close / (b!.close[t] ?? Number.NaN));
    return { name: "ratio", start: () => (market, broker) => broker.targetShare("A", ratio[market.of("A").count - 1 + ahead]! > 1 ? 0.5 : 0) };
  };
  const forwardOf = (strategy: StrategyOfBars, history: number) => forwardTest({ bars: all.map((bars) => sliceBars(bars, 0, history)), strategy });

  test.each([0, 60])("is made anew with each bar, and equals the backtest to the last bit after %i bars of history", (history) => {
    const backtested = runBacktest({ bars: all, strategy: above(0) });
    const forward = forwardOf(above(0), history);
    for (const closed of moments(all).slice(history)) forward.step(closed);
    const { assumptions: _, ...result } = forward.result();
    expect(result).toEqual({ ...backtested, assumptions: undefined });
    expect(result.fills.length).toBeGreaterThan(10);
  });

  test("and looks ahead is refused at the bar that shows it", () => {
    const forward = forwardOf(above(1), 0);
    expect(() => moments(all).forEach((closed) => forward.step(closed))).toThrow(/^the strategy "ratio" looks ahead: at the close of .* it asks for targetShare\("A",0.5\) with the later bars, for targetShare\("A",0\) when those after .* are taken away/);
    expect(() => forward.result()).toThrow('forwardTest of "ratio": it failed before');
  });
});
