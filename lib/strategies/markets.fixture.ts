import type { ClosedBar, Strategy } from "../backtest/index.ts";
import type { Bars } from "../market/bars.ts";
import { randomKey, randomStream } from "../random/index.ts";
import { strategyOf } from "./index.ts";

const DAY = 86_400_000;
export const FREE = { commissionBps: 0, spreadBps: 0, slippageBps: 0 };

/** Daily bars that open where the one before closed, with a range around both. */
export function barsOfCloses(symbol: string, closes: ArrayLike<number>): Bars {
  const close = Float64Array.from(closes);
  const open = close.map((_, t) => close[Math.max(0, t - 1)]!);
  return {
    symbol, interval: "1d", provenance: "a test",
    closeTime: close.map((_, t) => Date.UTC(2000, 0, 1) + (t + 1) * DAY - 1),
    open, close, high: close.map((c, t) => 1.002 * Math.max(c, open[t]!)), low: close.map((c, t) => 0.998 * Math.min(c, open[t]!)), volume: close.map(() => 1000),
  };
}

/** Closes whose log return is a drift that turns every `stretch` bars, and noise of 1 %; drift 0 is white noise. */
export function trendingCloses(seed: number, { count = 1500, drift = 0.004, stretch = 100 }: { readonly count?: number; readonly drift?: number; readonly stretch?: number } = {}): Float64Array {
  const { normal } = randomStream(randomKey(seed));
  let price = 100;
  return Float64Array.from({ length: count }, (_, t) => (price *= Math.exp((Math.floor(t / stretch) % 2 === 0 ? drift : -drift) + 0.01 * normal())));
}

/** Two assets: log A = 0.8·log B + a spread that is worth `memory` of itself a bar later; memory 1 is a pair that holds nothing. */
export function pairOf(seed: number, { count = 1500, memory = 0.9 }: { readonly count?: number; readonly memory?: number } = {}): readonly [Bars, Bars] {
  const { normal } = randomStream(randomKey(1000 + seed));
  let [walk, spread] = [Math.log(50), 0];
  const both = Array.from({ length: count }, () => {
    walk += 0.01 * normal();
    spread = memory * spread + 0.01 * normal();
    return [Math.exp(0.8 * walk + 0.5 + spread), Math.exp(walk)] as const;
  });
  return [barsOfCloses("A", both.map(([a]) => a)), barsOfCloses("B", both.map(([, b]) => b))];
}

/** Every listed strategy with short windows, on bars that suit it. */
export function everyStrategy(seed: number, options: { readonly count?: number } = {}): readonly { readonly name: string; readonly bars: readonly Bars[]; readonly strategy: Strategy }[] {
  const bars = [barsOfCloses("A", trendingCloses(seed, options)), barsOfCloses("B", trendingCloses(seed + 1, options))];
  const { uniform } = randomStream(randomKey(seed + 5));
  const forecasts = Object.fromEntries(bars.map(({ closeTime, symbol }) => [symbol, { closeTime, forecast: closeTime.map(() => 0.02 * uniform() - 0.01) }]));
  const sides = "long-short";
  const single = ([
    ["smaCrossover", { fast: 5, slow: 20, sides }], ["laguerreCrossover", { sides }], ["bollingerReversion", { deviations: 1.5, sides }], ["breakout", {}], ["modelSignal", { sides }], ["regimeSwitch", { sides }],
  ] as const).map(([name, parameters]) => ({ name, bars, strategy: strategyOf({ strategy: name, parameters }, { forecasts }) }));
  return [...single, { name: "kalmanPair", bars: pairOf(seed, options), strategy: strategyOf({ strategy: "kalmanPair", parameters: { entry: 1.5 } }) }];
}

/** The bars of all feeds, those of one moment together. */
export function moments(all: readonly Bars[]): ClosedBar[][] {
  const bars = all.flatMap(({ close, closeTime, high, interval, low, open, symbol, volume }) => Array.from(closeTime, (time, t): ClosedBar => ({ symbol, interval, closeTime: time, open: open[t]!, high: high[t]!, low: low[t]!, close: close[t]!, volume: volume[t]! })));
  const times = [...new Set(bars.map(({ closeTime }) => closeTime))].sort((a, b) => a - b);
  return times.map((time) => bars.filter(({ closeTime }) => closeTime === time));
}
