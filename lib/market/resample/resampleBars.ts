import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Bars, Interval } from "../bars.ts";
import { MarketError } from "../error.ts";

/**
 * Longer bars from shorter ones: first open, highest high, lowest low, last close, sum of volume. Days are those of UTC.
 * The last group is left out unless its last bar reaches the group's end: an unfinished bar is none.
 */
export function resampleBars(bars: Bars, interval: Interval): Bars {
  const [step, from] = [INTERVAL_MILLIS[interval], INTERVAL_MILLIS[bars.interval]];
  if (step <= from) throw new MarketError(`resampleBars: ${bars.interval} bars of ${bars.symbol} cannot be made into ${interval} ones. Ask for a longer interval.`);
  const groups: { end: number; rows: number[] }[] = [];
  for (let row = 0; row < bars.closeTime.length; row++) {
    const end = Math.ceil(bars.closeTime[row]! / step) * step;
    const group = groups.at(-1);
    if (group?.end === end) group.rows.push(row);
    else groups.push({ end, rows: [row] });
  }
  const last = groups.at(-1);
  if (last !== undefined && bars.closeTime[last.rows.at(-1)!]! < last.end) groups.pop();
  const each = (value: (rows: readonly number[], end: number) => number): Float64Array => Float64Array.from(groups, ({ end, rows }) => value(rows, end));
  return {
    symbol: bars.symbol,
    interval,
    provenance: `${bars.provenance}; ${interval} from ${bars.interval}`,
    closeTime: each((_, end) => (interval === "1d" ? end - 1 : end)),
    open: each((rows) => bars.open[rows[0]!]!),
    high: each((rows) => Math.max(...rows.map((row) => bars.high[row]!))),
    low: each((rows) => Math.min(...rows.map((row) => bars.low[row]!))),
    close: each((rows) => bars.close[rows.at(-1)!]!),
    volume: each((rows) => rows.reduce((sum, row) => sum + bars.volume[row]!, 0)),
  };
}
