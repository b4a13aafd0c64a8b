import type { Bars } from "../../market/bars.ts";

/** Candles of an asset as a report keeps them, columns of equal length. null where there is no price. */
export type ReportPrices = {
  readonly symbol: string;
  /** Bars in a candle. */
  readonly length: number;
  /** Of the last bar of each candle. */
  readonly date: readonly string[];
  readonly open: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly close: readonly (number | null)[];
};

/** Candles kept at most: with more bars, each candle is several of them and no extreme is lost. */
const MOST = 10_000;

export function reportPrices({ close, closeTime, high, low, open, symbol }: Bars, iso: (time: number) => string): ReportPrices {
  const count = closeTime.length;
  const length = Math.max(1, Math.ceil(count / MOST));
  const starts = Array.from({ length: Math.ceil(count / length) }, (_, k) => k * length);
  const each = (column: Float64Array, choose: (part: Float64Array) => number | undefined) => starts.map((start) => priceOf(choose(column.subarray(start, start + length))));
  return {
    symbol, length,
    date: starts.map((start) => iso(closeTime[Math.min(count, start + length) - 1]!)),
    open: each(open, (part) => part.find(Number.isFinite)),
    high: each(high, (part) => part.reduce((most, value) => (value > most ? value : most), -Infinity)),
    low: each(low, (part) => part.reduce((least, value) => (value < least ? value : least), Infinity)),
    close: each(close, (part) => part.findLast(Number.isFinite)),
  };
}

/** As many digits as a picture shows. */
function priceOf(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? Number(value.toPrecision(8)) : null;
}
