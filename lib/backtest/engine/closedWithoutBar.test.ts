import { describe, expect, test } from "vitest";
import { barsOf, flatBars, FREE, script } from "./bars.fixture.ts";
import { forwardTest } from "./forwardTest.ts";
import { runBacktest } from "./runBacktest.ts";
import type { RunOptions } from "./runOptions.ts";

/** A stops after three bars, in the last of which it stands at 60 after prices from 55 to 65; B goes on. */
const silent = barsOf([[100, 100, 100, 100], [100, 100, 100, 100], [60, 65, 55, 60]]);
const going = (prices: readonly number[]) => flatBars(prices, { symbol: "B" });
const twenty = Array.from({ length: 20 }, () => 10);

/** 16 units of A and 40 of B on an equity of 1000, and a margin call when A falls; once it is over, 7 units of B. */
const options: Omit<RunOptions, "bars"> = {
  costs: FREE, capital: 1000, margin: { leverage: 2.2, maintenance: 0.35 },
  strategy: {
    name: "both",
    start: () => (market, broker) => {
      const { count } = market.of("B");
      if (count === 1) broker.targetUnits("A", 16);
      if (count === 1 || count === 18) broker.targetUnits("B", count === 1 ? 40 : 7);
    },
  },
};
const called = (more: Partial<RunOptions> = {}) => runBacktest({ bars: [silent, going(twenty)], ...options, ...more });

describe("a margin call in an asset whose bars have ended", () => {
  test("closes it at the worst price of its last bar once no holiday explains the silence, and the run trades on", () => {
    const { equity, fills, findings, orders } = called();
    expect(fills.map(({ asset, price, row, units }) => [asset, row, units, price])).toEqual([["A", 1, 16, 100], ["B", 1, 40, 10], ["B", 3, -40, 10], ["A", 13, -16, 55], ["B", 18, 7, 10]]);
    expect(orders[3]).toMatchObject({ asset: "A", tag: "liquidation", end: "filled", decidedRow: 2, endRow: 13 });
    expect(findings).toMatchObject([
      { code: "bars-end", where: { asset: "A" } },
      { code: "margin-call", where: { asset: "A", row: 2 } },
      { code: "closed-without-bar", where: { asset: "A", row: 13, date: "2020-01-15" }, expected: "a bar of A to close its position in", got: "none for 11 days: 16 units closed at 55, the worst price of its last bar" },
    ]);
    expect([equity[12], equity[13]]).toEqual([360, 280]);
  });

  test("buys a short position back at the high, and what that loses beyond the equity is ruin", () => {
    const rises = barsOf([[100, 100, 100, 100], [100, 100, 100, 100], [150, 260, 150, 180]]);
    const { equity, fills, findings } = called({ bars: [rises, going(twenty)], strategy: script((broker) => broker.targetUnits("A", -10), undefined, undefined) });
    expect(fills.map(({ asset, price, row, units }) => [asset, row, units, price])).toEqual([["A", 1, -10, 100], ["A", 13, 10, 260]]);
    expect(equity.at(-1)).toBe(-600);
    expect(findings.map(({ code, where }) => [code, where.row])).toEqual([["bars-end", 2], ["margin-call", 2], ["closed-without-bar", 13], ["ruin", 13]]);
  });

  test("waits for a bar as long as a holiday may last", () => {
    const { fills, findings } = called({ bars: [{ ...barsOf([[100, 100, 100, 100], [100, 100, 100, 100], [60, 65, 55, 60], [58, 58, 58, 58]]), closeTime: Float64Array.of(...silent.closeTime, silent.closeTime[2]! + 9 * 86_400_000) }, going(twenty)] });
    expect(fills.filter(({ asset }) => asset === "A").map(({ price, row }) => [row, price])).toEqual([[1, 100], [11, 58]]);
    expect(findings.map(({ code }) => code)).not.toContain("closed-without-bar");
  });

  test("is a finding where the run ends first: the position stays at its last close", () => {
    const { equity, findings } = called({ bars: [silent, going(twenty.slice(0, 6))] });
    expect(equity.at(-1)).toBe(360);
    expect(findings.at(-1)).toMatchObject({ code: "not-closed", where: { asset: "A", row: 5 }, got: "the end of the run: the position is marked at its last close, and may bring less" });
  });

  test("ends with its delisting if that comes first", () => {
    expect(called({ delistings: { A: silent.closeTime[2]! + 4 * 86_400_000 } }).fills.filter(({ asset }) => asset === "A").map(({ price, row }) => [row, price])).toEqual([[1, 100], [6, 60]]);
  });

  test("is the same in a forward test, which does not know that the bars have ended", () => {
    const backtested = called();
    const forward = forwardTest({ ...options, bars: [silent, going(twenty.slice(0, 3))] });
    const all = going(twenty);
    for (let t = 3; t < 20; t++) forward.step([{ symbol: "B", interval: "1d", closeTime: all.closeTime[t]!, open: 10, high: 10, low: 10, close: 10, volume: 1000 }]);
    expect(forward.result()).toEqual(backtested);
  });
});

test("the rule is among what was assumed where bars of one asset may end before another's", () => {
  const sentence = "of an asset without a bar for 10 days, goes for the worst price of its last bar: a long one for the low, a short one for the high.";
  expect(called().assumptions.join()).toContain(sentence);
  expect(runBacktest({ bars: silent, strategy: script() }).assumptions.join()).not.toContain(sentence);
});
