import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Bars, Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { Price, Series, UtcMillis, Volume } from "../units.ts";

/** Trades, oldest first. */
export type Ticks = { readonly times: Series<UtcMillis>; readonly price: Series<Price>; readonly size: Series<Volume> };

/**
 * Gathers trades into bars of equal time. A bar holds the trades at or after its open and before its close, and is stamped with its close.
 * An interval without a trade has no bar. The last bar is left out when the trades may stop before its close.
 */
export function ticksToBars({ price, size, times }: Ticks, { interval, provenance, symbol }: { symbol: string; interval: Interval; provenance: string }): Bars {
  const step = INTERVAL_MILLIS[interval];
  const rows: { closeTime: number; open: number; high: number; low: number; close: number; volume: number }[] = [];
  for (let k = 0; k < times.length; k++) {
    const closeTime = (Math.floor(times[k]! / step) + 1) * step;
    const last = rows.at(-1);
    if (last === undefined || closeTime > last.closeTime) {
      rows.push({ closeTime, open: price[k]!, high: price[k]!, low: price[k]!, close: price[k]!, volume: size[k]! });
    } else if (closeTime < last.closeTime) {
      throw new MarketError(`ticksToBars: trade ${k} of ${symbol} is older than the one before. Sort the trades by time.`);
    } else {
      last.high = Math.max(last.high, price[k]!);
      last.low = Math.min(last.low, price[k]!);
      last.close = price[k]!;
      last.volume += size[k]!;
    }
  }
  rows.pop();
  const column = (name: keyof (typeof rows)[number]): Float64Array => Float64Array.from(rows, (row) => row[name]);
  return { symbol, interval, provenance, closeTime: column("closeTime"), open: column("open"), high: column("high"), low: column("low"), close: column("close"), volume: column("volume") };
}
