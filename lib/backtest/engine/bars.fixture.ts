import type { Bars, Interval } from "../../market/bars.ts";
import type { Broker, Market, Strategy } from "./strategy.ts";

const DAY = 86_400_000;

export const FREE = { commissionBps: 0, spreadBps: 0, slippageBps: 0 };

export type Row = readonly [open: number, high: number, low: number, close: number, volume?: number];

/** Bars of some prices. The first one opens at `start` days after 2020-01-01, each an interval later. */
export function barsOf(rows: readonly Row[], { interval = "1d", start = 0, symbol = "A" }: { symbol?: string; interval?: Interval; start?: number } = {}): Bars {
  const length = { "1m": 60_000, "5m": 300_000, "15m": 900_000, "1h": 3_600_000, "1d": DAY }[interval];
  const column = (pick: (row: Row, t: number) => number) => Float64Array.from(rows, pick);
  return {
    symbol, interval, provenance: "a test",
    closeTime: column((_, t) => Date.UTC(2020, 0, 1) + start * DAY + (t + 1) * length),
    open: column(([open]) => open), high: column(([, high]) => high), low: column(([, , low]) => low), close: column(([, , , close]) => close), volume: column(([, , , , volume = 1000]) => volume),
  };
}

/** Bars that stand still at each price. */
export function flatBars(prices: readonly number[], options: { symbol?: string; interval?: Interval; start?: number } = {}): Bars {
  return barsOf(prices.map((price) => [price, price, price, price]), options);
}

/** A strategy that does one thing at each moment, by its number from 0. */
export function script(...acts: readonly (((broker: Broker, market: Market) => void) | undefined)[]): Strategy {
  return {
    name: "script",
    start: () => {
      let moment = 0;
      return (market, broker) => acts[moment++]?.(broker, market);
    },
  };
}
