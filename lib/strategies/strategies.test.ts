import { describe, expect, test } from "vitest";
import { runBacktest, type BacktestResult, type Strategy } from "../backtest/index.ts";
import { barsOf, FREE, flatBars, type Row } from "../backtest/engine/bars.fixture.ts";
import type { Bars } from "../market/bars.ts";
import { bollingerReversion, breakout, kalmanPair, laguerreCrossover, modelSignal, regimeSwitch, smaCrossover } from "./index.ts";
import { barsOfCloses } from "./markets.fixture.ts";

const run = (bars: Bars | readonly Bars[], strategy: Strategy) => runBacktest({ bars, strategy, costs: FREE });
/** Side, row and price of the entry, row and price of the exit. */
const story = ({ trades }: BacktestResult) => trades.map(({ entryPrice, entryRow, exitPrice, exitRow, isOpen, side }) => [side, entryRow, rounded(entryPrice), ...(isOpen ? ["open"] : [exitRow, rounded(exitPrice)])]);
const rounded = (price: number) => Number(price.toFixed(9));

test("an SMA crossover of 1 and 2 bars buys the open after a rise, sells the open after a fall, and keeps still between equal closes", () => {
  const bars = flatBars([10, 11, 12, 12, 11, 10, 11, 12]);
  expect(story(run(bars, smaCrossover({ fast: 1, slow: 2 })))).toEqual([["long", 2, 12, 5, 10], ["long", 7, 12, "open"]]);
  expect(story(run(bars, smaCrossover({ fast: 1, slow: 2, sides: "long-short" })))).toEqual([["long", 2, 12, 5, 10], ["short", 5, 10, 7, 12], ["long", 7, 12, "open"]]);
});

test("two assets share the equity evenly", () => {
  const result = run([flatBars([10, 11, 12, 12]), flatBars([20, 22, 24, 24], { symbol: "B" })], smaCrossover({ fast: 1, slow: 2 }));
  expect([result.unitsByAsset["A"]!.at(-1), result.unitsByAsset["B"]!.at(-1)]).toEqual([50_000 / 12, 50_000 / 24]);
});

test("a Laguerre crossover trades the open after its two filters cross, as by the recursion written out", () => {
  const closes = [...new Array(6).fill(10), 12, 13, 14, 14, 12, 9, 8, 8, 8, 9, 11, 12, 13, 13, 13, 13];
  const filter = (gamma: number) => {
    let [l0, l1, l2, l3] = [closes[0], closes[0], closes[0], closes[0]];
    return closes.map((x) => {
      const [a, b, c] = [l0, l1, l2];
      l0 = (1 - gamma) * x + gamma * l0;
      l1 = a - gamma * l0 + gamma * l1;
      l2 = b - gamma * l1 + gamma * l2;
      l3 = c - gamma * l2 + gamma * l3;
      return (l0 + 2 * l1 + 2 * l2 + l3) / 6;
    });
  };
  const [fast, slow] = [filter(0.2), filter(0.8)];
  const above = closes.map((_, t) => t >= 3 && fast[t]! - slow[t]! > 1e-9);
  const crossings = above.flatMap((is, t) => (t > 0 && is !== above[t - 1] ? [t + 1] : []));
  const { fills } = run(flatBars(closes), laguerreCrossover());
  expect(fills.map(({ row }) => row)).toEqual(crossings);
  expect(crossings.length).toBeGreaterThanOrEqual(3);
});

test("Bollinger reversion buys after a close below the band and sells after one at the middle or above; above the band it sells short where it may", () => {
  const bars = flatBars([10, 10, 10, 7, 7, 9, 9, 9, 12, 12, 9, 9]);
  expect(story(run(bars, bollingerReversion({ period: 3, deviations: 0.5 })))).toEqual([["long", 4, 7, 6, 9], ["long", 11, 9, "open"]]);
  expect(story(run(bars, bollingerReversion({ period: 3, deviations: 0.5, sides: "long-short" })))).toEqual([["long", 4, 7, 6, 9], ["short", 6, 9, 8, 12], ["short", 9, 12, 11, 9], ["long", 11, 9, "open"]]);
});

describe("a breakout", () => {
  // Ranges of 1 around 10 make an average true range of 1 and a channel up to 10.5.
  const quiet: Row[] = new Array(21).fill([10, 10.5, 9.5, 10]);
  const strategy = breakout({ period: 5, stopLoss: 2, takeProfit: 3, size: 0.5 });
  const traded = (...rows: Row[]) => run(barsOf([...quiet, ...rows]), strategy);

  test("enters at the highest high and takes its profit three ranges above", () => {
    const result = traded([10, 11, 10, 11], [11, 14, 11, 12]);
    expect(story(result)[0]).toEqual(["long", 21, 10.5, 22, 13.5]);
    expect(result.fills[0]!.units).toBeCloseTo((0.5 * 100_000) / 10.5, 9);
  });

  test("is stopped two ranges below, at the open where that is beyond", () => {
    expect(story(traded([10, 11, 10, 11], [11, 11, 8, 9]))[0]).toEqual(["long", 21, 10.5, 22, 8.5]);
    expect(story(traded([10, 11, 10, 11], [7, 8, 7, 8]))[0]).toEqual(["long", 21, 10.5, 22, 7]);
  });

  test("pays the gap of an open above the channel, and moves an entry that was not reached", () => {
    expect(story(traded([12, 12.5, 11.5, 12]))).toEqual([["long", 21, 12, "open"]]);
    const { orders } = traded([9, 9.2, 8.8, 9], [9, 9.2, 8.8, 9]);
    expect(orders.filter(({ end, type }) => type === "stop" && end === "filled")).toEqual([]);
    expect(orders.find(({ tag }) => tag === "breakout")).toMatchObject({ end: "cancelled", reason: "by the strategy" });
  });
});

describe("a model's signal", () => {
  const bars = flatBars([10, 11, 12, 13, 14, 15, 16]);
  const { closeTime } = bars;
  const of = (rows: readonly number[], falls: readonly number[]) => ({ closeTime: rows.map((row) => closeTime[row]!), forecast: rows.map(() => 1), probabilities: { classes: 2, values: falls.flatMap((fall) => [fall, 1 - fall]) } });

  test("is traded above its confidence only, and not where no forecast was made", () => {
    const forecasts = { A: of([0, 1, 2, 4, 5], [0.45, 0.3, 0.35, 0.2, 0.7]) };
    expect(story(run(bars, modelSignal(forecasts)))).toEqual([["long", 2, 12, 4, 14], ["long", 5, 15, 6, 16]]);
    expect(story(run(bars, modelSignal(forecasts, { sides: "long-short" }))).at(-1)).toEqual(["short", 6, 16, "open"]);
    expect(story(run(bars, modelSignal(forecasts, { confidence: 0.75 })))).toEqual([["long", 5, 15, 6, 16]]);
  });

  test("of a foretold return is as probable as the return is large beside the volatility", () => {
    const closes = Array.from({ length: 40 }, (_, t) => 100 * 1.01 ** (t % 2)); // log returns of ±ln 1.01
    const wavy = barsOfCloses("A", closes);
    const deviation = Math.log(1.01) * Math.sqrt(20 / 19);
    const trades = (forecast: number, options = {}) => run(wavy, modelSignal({ A: { closeTime: [wavy.closeTime[30]!], forecast: [forecast] } }, options)).trades.length;
    // Φ(0.2533) = 0.6
    expect([trades(0.254 * deviation), trades(0.252 * deviation), trades(0.254 * deviation, { horizon: 2 }), trades(0.36 * deviation, { horizon: 2 })]).toEqual([1, 0, 0, 1]);
  });

  test("refuses forecasts of another asset, two of one close, and lists of different lengths", () => {
    expect(() => run(bars, modelSignal({ B: of([1], [0.3]) }))).toThrow("modelSignal: there are no forecasts of A, only of B; name them by their asset");
    expect(() => modelSignal({ A: of([1, 1], [0.3, 0.4]) })).toThrow("modelSignal: A has two forecasts of 2020-01-03T00:00:00.000Z; give those of one seed, and folds whose tests do not overlap");
    expect(() => modelSignal({ A: { closeTime: [1, 2], forecast: [1] } })).toThrow("there are 1 forecasts of A for 2 closes");
  });
});

test("a pair is bought and sold in one moment, its legs worth 1 to the hedge ratio, and closed when it is back in line", () => {
  const base = Array.from({ length: 120 }, (_, t) => 50 * Math.exp(0.05 * Math.sin(t / 5)));
  const apart = base.map((price, t) => price * Math.exp(t === 100 || t === 101 ? -0.05 : 0.001 * Math.sin(t)));
  const result = run([barsOfCloses("A", apart), barsOfCloses("B", base)], kalmanPair({ entry: 4, gross: 0.8 }));
  expect(result.trades.map(({ asset, entryRow, side }) => [asset, side, entryRow])).toEqual([["A", "long", 101], ["B", "short", 101]]);
  expect(new Set(result.trades.map(({ exitRow }) => exitRow)).size).toBe(1);
  const [a, b] = result.fills;
  expect(Math.abs(a!.units * a!.price) + Math.abs(b!.units * b!.price)).toBeCloseTo(80_000, 0);
});

test("a pair of one asset, or of three, is refused", () => {
  expect(() => run(flatBars([1, 2]), kalmanPair())).toThrow("kalmanPair trades two assets, the run has 1 (A); give the bars of two");
});

test("a regime switch follows a trend up, leaves it as the market turns, and follows it down", () => {
  const closes = Array.from({ length: 220 }, (_, t) => 100 * Math.exp(0.01 * (t < 120 ? t : 240 - t) + 0.002 * (t % 2)));
  const { trades } = run(barsOfCloses("A", closes), regimeSwitch({ sides: "long-short" }));
  const [first, last] = [trades[0]!, trades.at(-1)!];
  expect([first.side, first.entryRow < 70, first.exitRow > 120 && first.exitRow < 130]).toEqual(["long", true, true]);
  expect([last.side, last.isOpen, last.entryRow > 120 && last.entryRow < 160]).toEqual(["short", true, true]);
  expect(trades.filter(({ entryRow, side }) => side === "short" && entryRow < 120)).toEqual([]);
});

test("a regime switch buys low and sells high in a range", () => {
  const closes = Array.from({ length: 300 }, (_, t) => 100 + 3 * Math.sin(t / 2) + Math.sin(t * t));
  const { trades } = run(barsOfCloses("A", closes), regimeSwitch({ band: 10 }));
  expect(trades.length).toBeGreaterThan(3);
  expect(trades.filter(({ profit }) => profit > 0).length / trades.length).toBeGreaterThan(0.8);
});
