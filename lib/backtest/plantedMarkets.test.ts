import { expect, test } from "vitest";
import { detectLookAhead } from "../validation/index.ts";
import { columnsOf } from "../factors/columns.ts";
import type { Bars } from "../market/bars.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { backtest, roundTripCost, signalsFromForecast } from "./index.ts";

/** A market whose log return is `edge`·(yesterday's) + noise, opening where it closed. Edge 0 is white noise. */
function market(seed: number, edge: number, count = 1500): Bars {
  const { normal } = randomStream(randomKey(seed));
  let step = 0;
  let price = 100;
  const open = new Float64Array(count);
  const close = new Float64Array(count);
  for (let t = 0; t < count; t++) {
    step = edge * step + 0.01 * normal();
    open[t] = price;
    close[t] = price *= Math.exp(step);
  }
  const closeTime = Float64Array.from({ length: count }, (_, t) => Date.UTC(2000, 0, 1 + t));
  return { symbol: "PLANTED", interval: "1d", provenance: "generated", closeTime, open, close, high: open.map((o, t) => Math.max(o, close[t]!)), low: open.map((o, t) => Math.min(o, close[t]!)), volume: new Float64Array(count).fill(1) };
}

const momentum = (bars: Bars, edge: number) => bars.close.map((close, t) => (t === 0 ? Number.NaN : edge * Math.log(close / bars.close[t - 1]!)));
const growth = (bars: Bars, wanted: ArrayLike<number>, costs = {}) => Math.log(backtest(bars, wanted, costs).equity.at(-1)! / 100_000);
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);
const FREE = { commissionBps: 0, spreadBps: 0, slippageBps: 0 };

function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return { mean, error: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1) / values.length) };
}

test("a planted edge is found in every one of 40 markets", () => {
  const grown = SEEDS.map((seed) => {
    const bars = market(seed, 0.3);
    return growth(bars, signalsFromForecast(momentum(bars, 0.3), { sides: "long-short", ...FREE }));
  });
  expect(Math.min(...grown)).toBeGreaterThan(0.5);
});

test("white noise earns nothing: the mean over 40 markets is not above 0 by more than 2 errors, and costs take what they take", () => {
  const noise = (costs: object) => meanAndError(SEEDS.map((seed) => {
    const bars = market(seed, 0);
    return growth(bars, momentum(bars, 1).map((x) => Math.sign(x || 0)), costs);
  }));
  const [free, paid] = [noise(FREE), noise({ commissionBps: 5, spreadBps: 5, slippageBps: 5 })];
  expect(free.mean).toBeLessThan(2 * free.error);
  expect(paid.mean).toBeLessThan(-2 * paid.error);
});

test("knowing the bar just closed is no free money, trading at its own close would be", () => {
  const [honest, fantasy] = [0, 1].map((peek) => meanAndError(SEEDS.map((seed) => {
    const bars = market(seed, 0);
    const direction = bars.close.map((_, t) => Math.sign(bars.close[t + peek]! - bars.open[t + peek]!) || 0);
    return growth(bars, direction, FREE);
  })));
  expect(Math.abs(honest!.mean)).toBeLessThan(3 * honest!.error);
  expect(fantasy!.mean).toBeGreaterThan(5);
});

test("the look-ahead detector names a signal that knows tomorrow, and clears the same signal without", () => {
  const bars = market(1, 0, 200);
  const signal = (peek: number) => (given: Bars) => columnsOf(given.closeTime, { signal: given.close.map((_, t) => Math.sign(given.close[t + peek]! - given.open[t + peek]!) || 0) });
  expect(detectLookAhead(signal(1), bars, { key: randomKey(1) }).length).toBeGreaterThan(0);
  expect(detectLookAhead(signal(0), bars, { key: randomKey(1) })).toEqual([]);
});

test("signals go long above the round trip's cost, out below minus it, and stay in between", () => {
  expect(roundTripCost({ commissionBps: 1, spreadBps: 1, slippageBps: 1 })).toBeCloseTo(0.0005, 12);
  const forecast = [0.0004, 0.0006, 0.0001, -0.0004, -0.0006, 0, Number.NaN, 0.0006];
  expect(Array.from(signalsFromForecast(forecast))).toEqual([0, 1, 1, 1, 0, 0, 0, 1]);
  expect(Array.from(signalsFromForecast(forecast, { sides: "long-short" }))).toEqual([0, 1, 1, 1, -1, -1, 0, 1]);
  expect(Array.from(signalsFromForecast(forecast, { threshold: 0.001 }))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});
