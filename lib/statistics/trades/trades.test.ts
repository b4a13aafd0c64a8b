import { describe, expect, test } from "vitest";
import type { Trade } from "../../backtest/index.ts";
import type { Bars } from "../../market/bars.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { excursions, monteCarloFan, tradeReturns, tradeStatistics } from "../index.ts";
import { normalProbability } from "../../analysis/normal.ts";

const trade = (profit: number, over: Partial<Trade> = {}): Trade => ({ asset: "A", side: "long", entryRow: 1, entryTime: 1, entryPrice: 100, exitRow: 3, exitTime: 3, exitPrice: 104, units: 1, profit, costs: 1, barsHeld: 2, isOpen: false, ...over });

describe("statistics of trades", () => {
  const trades = [5, 3, -1, -3, 1, 11, 7, 3, -4, -5, 2].map((profit) => trade(profit));

  test("are of net results: a result of 0 did not win", () => {
    expect(tradeStatistics(trades)).toEqual({
      count: 11, winRate: 6 / 11, profitFactor: 25 / 17, expectancy: expect.closeTo(8 / 11, 12), averageWin: expect.closeTo(25 / 6, 12), averageLoss: expect.closeTo(17 / 5, 12), payoff: expect.closeTo((25 / 6) / (17 / 5), 12),
      best: 10, worst: -6, longestWins: 3, longestLosses: 3, barsHeld: 2,
    });
  });

  test("leave out the trade still held, and are N/A below ten", () => {
    const few = { value: null, reason: "9 closed trades, 10 needed" };
    expect(tradeStatistics([...trades.slice(0, 9), trade(99, { isOpen: true })])).toMatchObject({ count: 9, winRate: few, expectancy: few, payoff: few, barsHeld: few, best: 10 });
    expect(tradeStatistics([])).toMatchObject({ best: { value: null, reason: "there is no closed trade" } });
  });

  test("without a loss there is no payoff", () => {
    expect(tradeStatistics(Array.from({ length: 10 }, () => trade(5)))).toMatchObject({ payoff: { value: null, reason: "no trade lost" }, averageLoss: { value: null, reason: "no trade lost" }, averageWin: 4 });
  });
});

describe("excursions", () => {
  const at = (...values: number[]) => Float64Array.from(values);
  const bars: Bars = { symbol: "A", interval: "1d", provenance: "a test", closeTime: at(0, 1, 2, 3, 4), open: at(100, 100, 101, 104, 104), high: at(101, 103, 112, 150, 105), low: at(99, 96, 100, 50, 104), close: at(100, 101, 104, 104, 104), volume: at(1, 1, 1, 1, 1) };

  test("go from the entry to the exit, whose bar counts by its price alone", () => {
    const [long, short, open] = excursions([trade(4), trade(-4, { side: "short" }), trade(4, { isOpen: true })], bars);
    expect(long).toEqual({ adverse: expect.closeTo(0.04, 12), favourable: expect.closeTo(0.12, 12) });
    expect(short).toEqual({ adverse: expect.closeTo(0.12, 12), favourable: expect.closeTo(0.04, 12) });
    expect(open).toEqual({ adverse: 0.5, favourable: 0.5 });
  });

  test("of a trade without its bars are refused", () => {
    expect(() => excursions([trade(1, { asset: "B" })], bars)).toThrow("excursions: a trade of B beside the bars of A; give each asset's trades with its own bars");
    expect(() => excursions([trade(1, { entryTime: 86_400_000 })], bars)).toThrow("excursions: the trade entered at 1970-01-02T00:00:00.000Z has no bar of A; give the bars of the backtest");
  });
});

describe("the fan of what might have been", () => {
  const { normal } = randomStream(randomKey(1));
  const returns = Float64Array.from({ length: 500 }, () => 0.001 + 0.01 * normal());

  test("opens around the growth there was, the lines in order, the same for the same key", () => {
    const fan = monteCarloFan(returns, { key: randomKey(2), resamples: 400 });
    expect(fan).toEqual(monteCarloFan(returns, { key: randomKey(2), resamples: 400 }));
    if ("reason" in fan) throw new Error(fan.reason);
    expect([fan.rows[0], fan.rows.at(-1), fan.rows.length]).toEqual([0, 500, 101]);
    expect(fan.lines.map(({ growth }) => growth[0])).toEqual([1, 1, 1, 1, 1]);
    fan.lines.forEach(({ growth }, k) => k > 0 && growth.forEach((value, p) => expect(value).toBeGreaterThanOrEqual(fan.lines[k - 1]!.growth[p]!)));
    const [median, real] = [Math.log(fan.lines[2]!.growth.at(-1)!), returns.reduce((sum, r) => sum + Math.log1p(r), 0)];
    expect(Math.abs(median - real)).toBeLessThan(0.06);
    expect(Math.abs(fan.lossProbability - normalProbability(-real / (0.01 * Math.sqrt(500))))).toBeLessThan(0.06);
  });

  test("loses no more than everything", () => {
    const fan = monteCarloFan([...Array(40).fill(0.01), -3], { key: randomKey(1), meanBlock: 1 });
    expect("reason" in fan ? fan : fan.maxDrawdown.at(-1)?.depth).toBe(1);
  });

  test("of trades goes by their shares of the equity", () => {
    const result = { capital: 1000, equity: Float64Array.of(1000, 1010, 2000, 2100), trades: [trade(101, { entryRow: 0 }), trade(201, { entryRow: 3 }), trade(5, { isOpen: true })] };
    expect(Array.from(tradeReturns(result))).toEqual([0.1, 0.1]);
    expect(monteCarloFan(tradeReturns(result), { key: randomKey(1), meanBlock: 1 })).toEqual({ value: null, reason: "2 returns, 30 needed" });
  });
});
