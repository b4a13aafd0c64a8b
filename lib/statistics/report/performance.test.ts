import { describe, expect, test } from "vitest";
import { backtest, buyAndHold } from "../../backtest/index.ts";
import type { Bars } from "../../market/bars.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { pbo, performance, simpleReturns, strategyReport, verdict } from "../index.ts";

function market(seed: number, { count = 500, edge = 0 } = {}): Bars {
  const { normal } = randomStream(randomKey(seed));
  let step = 0;
  let price = 100;
  const open = new Float64Array(count);
  const close = open.map((_, t) => {
    open[t] = price;
    step = edge * step + 0.01 * normal();
    return (price *= Math.exp(step));
  });
  const closeTime = open.map((_, t) => Date.UTC(2000, 0, 1 + t));
  return { symbol: "PLANTED", interval: "1d", provenance: "generated", closeTime, open, close, high: close, low: open, volume: open };
}

const follow = (bars: Bars) => bars.close.map((close, t) => Math.sign(close - bars.open[t]!));
const judge = (bars: Bars, wanted: Float64Array, costs = {}) => verdict(backtest(bars, wanted, costs), buyAndHold(bars, costs), { key: randomKey(1), resamples: 200 });

describe("performance", () => {
  test("tells shares, counts and money, and N/A for the win rate of one trade", () => {
    const row = performance("buy-and-hold", buyAndHold(market(1)));
    expect(row).toMatchObject({ name: "buy-and-hold", trades: 1, exposure: 499 / 500, winRate: { value: null, reason: "0 closed trades, 10 needed" } });
    expect(row.costs).toBeCloseTo(25, 0);
  });

  test("survives JSON", () => {
    const row = performance("hold", buyAndHold(market(1, { count: 10 })));
    expect(JSON.parse(JSON.stringify(row))).toEqual(row);
    expect(row.sharpe).toEqual({ value: null, reason: "9 returns, 30 needed" });
  });

  test("of a ruined run has no Sharpe ratio and has lost everything", () => {
    const bars = market(1, { count: 60 });
    bars.close[5] = bars.open[6] = 1e6;
    const row = performance("short", backtest(bars, new Float64Array(60).fill(-1)));
    expect(row).toMatchObject({ cagr: -1, sharpe: { value: null, reason: "the equity fell to 0" } });
  });

  test("counts the bars of a year by their close times, or as told", () => {
    const result = buyAndHold(market(1));
    expect(Number(performance("x", result).sharpe)).toBeCloseTo(Number(performance("x", result, { periodsPerYear: 252 }).sharpe) * Math.sqrt(365 / 252), 10);
  });
});

describe("the verdict", () => {
  test("finds a planted edge beyond chance, against nothing and against buy-and-hold", () => {
    const bars = market(2, { edge: 0.4 });
    const { sentences } = judge(bars, follow(bars));
    expect(sentences.join(" ")).toContain("it earned more than nothing beyond chance");
    expect(sentences.join(" ")).toContain("it was better for its risk, beyond chance");
  });

  test("finds nothing in white noise in at least 36 of 40 markets", () => {
    const found = Array.from({ length: 40 }, (_, seed) => market(100 + seed)).filter((bars) => {
      const { difference } = judge(bars, follow(bars), { commissionBps: 0, spreadBps: 0, slippageBps: 0 });
      return "low" in difference && difference.low > 0;
    });
    expect(found.length).toBeLessThanOrEqual(4);
  });

  test("says of costs without an edge that they lose beyond chance", () => {
    const bars = market(3);
    expect(judge(bars, follow(bars), { commissionBps: 30 }).sentences.join(" ")).toContain("it lost beyond chance");
  });

  test("says nothing of a strategy that never traded, or of too few days", () => {
    const bars = market(4);
    expect(judge(bars, new Float64Array(500)).sentences[1]).toBe("Nothing more can be said: the strategy never traded.");
    const short = market(4, { count: 20 });
    expect(judge(short, follow(short)).sentences[1]).toBe("Nothing more can be said: 19 returns, 30 needed.");
  });

  test("without a number of trials says that they were not counted; with one it says what luck alone shows", () => {
    const bars = market(2, { edge: 0.4 });
    const [strategy, hold] = [backtest(bars, follow(bars)), buyAndHold(bars)];
    const told = (trials?: { count: number; varianceOfSharpes: number }) => verdict(strategy, hold, { key: randomKey(1), resamples: 100, ...(trials === undefined ? {} : { trials }) });
    expect(told()).toMatchObject({ trials: null, deflatedSharpe: { value: null, reason: "the trials were not counted" }, pbo: { value: null, reason: "the returns of the trials were not given" } });
    expect(told().sentences.at(-1)).toContain("the trials were not counted");
    const counted = told({ count: 50, varianceOfSharpes: 1 });
    expect(counted.sentences.join(" ")).not.toContain("know nothing of the variants");
    expect(counted.sentences.at(-1)).toMatch(/^It is one of 50 trials, the best of which shows a Sharpe ratio of 2\.28 without any skill; the deflated Sharpe ratio is \d+\.\d %: it is better than luck explains\.$/);
    expect(told({ count: 50, varianceOfSharpes: 100 }).sentences.at(-1)).toMatch(/luck may explain it\.$/);
    expect(Number(counted.deflatedSharpe)).toBeLessThan(Number(told({ count: 1, varianceOfSharpes: 0 }).deflatedSharpe));
    expect(told({ count: 1, varianceOfSharpes: 0 }).sentences.at(-1)).toMatch(/^It is the only trial on record;/);
    expect(counted.sentences[3]).toMatch(/^Returns like these show an edge after \d+ bars; there are 499\.$/);
  });

  test("says what choosing the best of the trials is worth on other days", () => {
    const bars = market(2, { edge: 0.4 });
    const { normal } = randomStream(randomKey(8));
    const noise = Array.from({ length: 10 }, () => Float64Array.from({ length: 499 }, () => 0.01 * normal()));
    const [strategy, hold] = [backtest(bars, follow(bars)), buyAndHold(bars)];
    const told = (overfitting: ReturnType<typeof pbo>) => verdict(strategy, hold, { key: randomKey(1), resamples: 100, overfitting });
    expect(told(pbo([...noise, simpleReturns(strategy.equity)], { blocks: 8 }))).toMatchObject({ pbo: 0, sentences: expect.arrayContaining(["The best of the trials on half of the days is no better than their middle on the other half in 0 % of splits, and loses in 0 %: the choice holds on days that did not make it."]) });
    expect(told({ value: null, reason: "8 returns, 64 needed for 16 blocks" }).sentences.at(-1)).toBe("Whether the choice among the trials is overfitted cannot be told: 8 returns, 64 needed for 16 blocks.");
  });

  test("is the same for the same key", () => {
    const bars = market(5);
    expect(judge(bars, follow(bars))).toEqual(judge(bars, follow(bars)));
  });
});

test("a report survives JSON and holds assumptions, both rows, every trade and the equity of every bar", () => {
  const bars = market(6, { count: 80 });
  const report = strategyReport(backtest(bars, follow(bars)), buyAndHold(bars), { key: randomKey(1) });
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  expect(report).toMatchObject({ symbol: "PLANTED", from: "2000-01-01", to: "2000-03-20", bars: 80 });
  expect(report.performance.map(({ name }) => name)).toEqual(["strategy", "buy-and-hold"]);
  expect(report.equity).toHaveLength(80);
  expect(report.trades[0]?.entryTime).toBe("2000-01-02");
});
