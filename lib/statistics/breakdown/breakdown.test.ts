import { describe, expect, test } from "vitest";
import { backtest } from "../../backtest/index.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { byCalendarMonth, byRegime, costBreakdown, marketRegimes, monthlyTable, NO_REGIME, periodReturns } from "../index.ts";
import { sliceBars, type Bars } from "../../market/bars.ts";

const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date, 21);

function market(count: number): Bars {
  const { normal } = randomStream(randomKey(6));
  let price = 100;
  const close = Float64Array.from({ length: count }, (_, t) => (price *= Math.exp((t < count / 2 ? 0.002 : -0.002) + (t % 200 < 100 ? 0.005 : 0.02) * normal())));
  const closeTime = close.map((_, t) => Date.UTC(2015, 0, 2 + t) - 1);
  return { symbol: "MADE", interval: "1d", provenance: "generated", closeTime, open: close, high: close, low: close, close, volume: close };
}

describe("returns by month and year", () => {
  const closeTime = [day(2020, 11, 30), day(2020, 12, 1), day(2020, 12, 31), day(2021, 2, 1), day(2021, 2, 2)];
  const equity = [100, 110, 121, 242, 121];

  test("go from the last close of one month to the last of the next, and skip months without a close", () => {
    expect(periodReturns(closeTime, equity, "month")).toEqual([
      { year: 2020, month: 11, return: 0, bars: 1 },
      { year: 2020, month: 12, return: expect.closeTo(0.21, 12), bars: 2 },
      { year: 2021, month: 2, return: 0, bars: 2 },
    ]);
    expect(monthlyTable(closeTime, equity)).toEqual([
      { year: 2020, months: [...Array(10).fill(null), 0, expect.closeTo(0.21, 12)], whole: expect.closeTo(0.21, 12) },
      { year: 2021, months: [null, 0, ...Array(10).fill(null)], whole: 0 },
    ]);
  });

  test("of one calendar month need five years", () => {
    const rows = byCalendarMonth(closeTime, equity);
    expect(rows).toHaveLength(12);
    expect(rows[11]).toMatchObject({ month: 12, years: 1, mean: { value: null, reason: "1 year, 5 needed" }, best: expect.closeTo(0.21, 12) });
    const years = Array.from({ length: 6 }, (_, k) => [day(2010 + k, 1, 31), day(2010 + k, 12, 31)]).flat();
    expect(byCalendarMonth(years, years.map((_, t) => 1.1 ** Math.ceil(t / 2)))[11]).toMatchObject({ mean: expect.closeTo(0.1, 12) });
  });
});

describe("regimes", () => {
  const bars = market(1200);
  const labels = marketRegimes(bars);

  test("are known only when the windows are full, and then by what was known at the close", () => {
    expect(labels.slice(0, 81).every((label) => label === NO_REGIME)).toBe(true);
    for (const to of [150, 400, 777]) expect(marketRegimes(sliceBars(bars, 0, to))).toEqual(labels.slice(0, to));
  });

  test("name the planted trend and the planted volatility mostly right", () => {
    const share = (from: number, to: number, word: string) => labels.slice(from, to).filter((label) => label.includes(word)).length / (to - from);
    expect(share(150, 600, "rising")).toBeGreaterThan(0.7);
    expect(share(750, 1200, "falling")).toBeGreaterThan(0.6);
    expect(share(330, 400, "wild")).toBeGreaterThan(0.8);
    expect(share(430, 500, "calm")).toBeGreaterThan(0.8);
  });

  test("split the returns by the regime known when each began", () => {
    const returns = Float64Array.of(0.1, -0.1, 0.2);
    expect(byRegime(returns, ["a", "b", "a", "b"], { fewest: 2, periodsPerYear: 1 })).toMatchObject([
      { regime: "a", bars: 2, share: 2 / 3, totalReturn: expect.closeTo(0.32, 12), yearly: expect.closeTo(0.15, 12) },
      { regime: "b", bars: 1, sharpe: { value: null, reason: "1 return, 2 needed" }, yearly: { value: null, reason: "1 return, 2 needed" } },
    ]);
    expect(() => byRegime(returns, ["a"])).toThrow("byRegime: 3 returns lie between 4 bars, got 1 labels; give one a bar, of the close at which it was known");
  });
});

describe("the costs", () => {
  const bars = market(300);

  test("add up to their total, in money and in basis points of what was traded", () => {
    const rows = costBreakdown(backtest(bars, bars.close.map((_, t) => Math.floor(t / 10) % 2), { commissionBps: 2, spreadBps: 4, slippageBps: 3 }));
    const total = rows.at(-1)!;
    expect(total.cost).toBe("total");
    expect(rows.slice(0, -1).reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(total.amount, 9);
    expect(total.bpsOfTraded).toBeCloseTo(7, 9);
    expect(rows.find(({ cost }) => cost === "commission")?.bpsOfTraded).toBeCloseTo(2, 9);
  });

  test("of a run that never trades are 0, and no share of nothing", () => {
    expect(costBreakdown(backtest(bars, new Float64Array(300))).at(-1)).toEqual({ cost: "total", amount: 0, bpsOfTraded: { value: null, reason: "nothing was traded" }, yearly: 0, ofProfit: { value: null, reason: "there was no profit before costs" } });
  });
});
