import { describe, expect, test } from "vitest";
import { refusalOf } from "../refusal.fixture.ts";
import { flatBars, FREE, script } from "./bars.fixture.ts";
import type { Delisting } from "./delisting.ts";
import { runBacktest } from "./runBacktest.ts";
import type { RunOptions } from "./runOptions.ts";

const DAY = 86_400_000;
const time = Date.UTC(2020, 0, 1) + 3 * DAY;

/** A at 100, then 20 at its third and last close; B goes on at 10. Units of A are ordered at the first close, of 1000 in cash. */
function held(units: number, delisting: Delisting | number, more: Partial<RunOptions> = {}) {
  const bars = [flatBars([10, 10, 10, 10, 10], { symbol: "B" }), flatBars([100, 100, 20])];
  return runBacktest({ bars, costs: FREE, capital: 1000, delistings: { A: delisting }, strategy: script((broker) => broker.submit({ asset: "A", type: "market", units })), ...more });
}

describe("a delisting return", () => {
  test("is what holders lose or gain after the last close", () => {
    // 5 units for 500, worth 100 at the last close: 0.7 · 20 = 14 each, 1.4 · 20 = 28 each.
    expect(held(5, { time, delistingReturn: -0.3 }).equity.at(-1)).toBe(500 + 5 * 14);
    expect(held(5, { time, delistingReturn: 0.4 }).equity.at(-1)).toBe(500 + 5 * 28);
    const { fills, findings, trades } = held(5, { time, delistingReturn: -0.3 });
    expect(fills.at(-1)).toMatchObject({ asset: "A", row: 2, units: -5, price: 14 });
    expect(trades).toMatchObject([{ asset: "A", exitPrice: 14, profit: -430, isOpen: false }]);
    expect(findings).toMatchObject([{ code: "delisted", where: { asset: "A", date: "2020-01-04" }, got: "5 units closed at 14: the last close, 20, and a delisting return of -30 %" }]);
  });

  test("is won by who had sold short", () => {
    expect(held(-5, { time, delistingReturn: -0.3 }).equity.at(-1)).toBe(1500 - 5 * 14);
  });

  test("of −1 writes a position off, whatever trading costs", () => {
    const costs = { commission: { perShare: 1, minimum: 20 }, slippage: { kind: "volatility", share: 1 } } as const;
    const { costs: paid, equity, fills } = held(5, { time, delistingReturn: -1 }, { costs });
    expect(fills.at(-1)).toMatchObject({ units: -5, price: 0, commission: 0, spread: 0, slippage: 0 });
    expect(equity.at(-1)).toBe(1000 - 500 - paid.total);
  });

  test("that is left out is 0: the last close, with the costs of a fill", () => {
    const costs = { commissionBps: 100, spreadBps: 0, slippageBps: 0 };
    expect(held(5, { time }, { costs })).toEqual(held(5, time, { costs }));
    expect(held(5, time, { costs }).equity.at(-1)).toBe(1000 - 5 * 80 - 5 - 1);
  });

  test("dated a little after the last bar of the run is a finding, for it is not in it", () => {
    const bars = flatBars([100, 100, 20]);
    const alone = (delisting: Delisting) => held(5, delisting, { bars }).findings.filter(({ code }) => code.startsWith("delist"));
    expect(alone({ time: bars.closeTime[2]!, delistingReturn: -0.3 })).toMatchObject([{ code: "delisted" }]);
    expect(alone({ time: bars.closeTime[2]! + 2 * DAY, delistingReturn: -0.3 })).toMatchObject([{ code: "delisting-later", where: { asset: "A", row: 2 }, got: "the end of the run: the delisting return of -30 % is not in it" }]);
    expect(alone({ time: bars.closeTime[2]! + 2 * DAY })).toEqual([]);
    expect(alone({ time: bars.closeTime[2]! + 400 * DAY, delistingReturn: -0.3 })).toEqual([]);
  });

  test("that no holder can have is refused with asset and date, and so is a delisting before the first bar", () => {
    expect(refusalOf(() => held(5, { time, delistingReturn: -30 }))).toBe("delistings: that of A on 2020-01-04 has the delisting return -30; give a share of the last close from -1, a loss of everything, such as -0.3 for a loss of 30 %");
    expect(refusalOf(() => held(5, { time, delistingReturn: Number.NaN }))).toContain("that of A on 2020-01-04 has the delisting return NaN");
    expect(refusalOf(() => held(5, { time: Number.NaN, delistingReturn: 0 }))).toContain("that of A is at NaN; give a moment in UTC milliseconds");
    expect(refusalOf(() => held(5, time * 1e6))).toContain("that of A is at 1578096000000000000; give a moment in UTC milliseconds");
    expect(refusalOf(() => held(5, time / 1000))).toContain("that of A on 1970-01-19 comes before its first bar, which closes on 2020-01-02; give the moment in UTC milliseconds");
  });
});
