import type { Price, Series, UtcMillis, Volume } from "./units.ts";

export const INTERVALS = ["1m", "5m", "15m", "1h", "1d"] as const;
export type Interval = (typeof INTERVALS)[number];

/**
 * Bars of one symbol, oldest first, as columns of equal length.
 * A bar is stamped with its close and does not exist before it. A daily bar known by its date alone is stamped
 * with the last millisecond of that UTC day: later than any exchange's close, so never too early.
 */
export type Bars = {
  readonly symbol: string;
  readonly interval: Interval;
  /** Where the bars come from, for people: source, package or file, version. */
  readonly provenance: string;
  readonly closeTime: Series<UtcMillis>;
  readonly open: Series<Price>;
  readonly high: Series<Price>;
  readonly low: Series<Price>;
  readonly close: Series<Price>;
  readonly volume: Series<Volume>;
};

export const BAR_COLUMNS = ["closeTime", "open", "high", "low", "close", "volume"] as const;
export type BarColumn = (typeof BAR_COLUMNS)[number];

/** Rows from .. to−1, as views on the same memory. Negative numbers count from the end, as in `Array.slice`. */
export function sliceBars(bars: Bars, from: number, to: number = bars.closeTime.length): Bars {
  return mapBars(bars, (column) => column.subarray(from, to));
}

/** Bars with every column replaced. */
export function mapBars(bars: Bars, change: (column: Float64Array, name: BarColumn) => Float64Array): Bars {
  return {
    symbol: bars.symbol,
    interval: bars.interval,
    provenance: bars.provenance,
    closeTime: change(bars.closeTime, "closeTime"),
    open: change(bars.open, "open"),
    high: change(bars.high, "high"),
    low: change(bars.low, "low"),
    close: change(bars.close, "close"),
    volume: change(bars.volume, "volume"),
  };
}

/** UTC date of a close time, 2020-04-17. */
export function isoDate(closeTime: UtcMillis): string {
  return new Date(closeTime).toISOString().slice(0, 10);
}
