import { INTERVAL_MILLIS } from "../barTime.ts";
import { INTERVALS } from "../bars.ts";

/** A made-up market in the shape of GET /api/v3/klines: prices follow from the open time alone, so that every answer agrees with every other. */
export function binanceKlines(query: Readonly<Record<string, string>>, { holes = [], now }: { readonly now: number; readonly holes?: readonly number[] }): readonly unknown[] {
  const interval = INTERVALS.find((one) => one === query.interval) ?? "1m";
  const step = INTERVAL_MILLIS[interval];
  const [start, end, limit] = [Number(query.startTime), Math.min(Number(query.endTime ?? now), now), Number(query.limit ?? 500)];
  const rows: unknown[] = [];
  for (let open = Math.ceil(start / step) * step; open <= end && rows.length < limit; open += step) if (!holes.includes(open)) rows.push(klineAt(open, step));
  return rows;
}

/** Numbers of the bar that opens then. */
export function marketAt(open: number): { readonly open: number; readonly high: number; readonly low: number; readonly close: number; readonly volume: number } {
  const price = 1000 + ((open / 60_000) % 977);
  return { open: price, high: price + 2, low: price - 2, close: price + 1, volume: 5 + ((open / 60_000) % 13) };
}

function klineAt(openTime: number, step: number): unknown {
  const { close, high, low, open, volume } = marketAt(openTime);
  const text = (value: number): string => value.toFixed(8);
  return [openTime, text(open), text(high), text(low), text(close), text(volume), openTime + step - 1, text(volume * open), 308, text(volume / 2), text(volume * open / 2), "0"];
}

/** One trade a second, numbered by its second, in the shape of GET /api/v3/aggTrades. */
export function binanceAggTrades(query: Readonly<Record<string, string>>): readonly unknown[] {
  const first = query.fromId === undefined ? Math.ceil(Number(query.startTime) / 1000) : Number(query.fromId);
  const last = query.endTime === undefined ? Number.POSITIVE_INFINITY : Math.floor(Number(query.endTime) / 1000);
  const count = Math.max(0, Math.min(Number(query.limit ?? 500), last - first + 1));
  return Array.from({ length: count }, (_, k) => ({ a: first + k, p: (1000 + (k % 7)).toFixed(8), q: "0.50000000", f: first + k, l: first + k, T: (first + k) * 1000, m: k % 2 === 0, M: true }));
}
