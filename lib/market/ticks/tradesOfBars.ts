import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Bars } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { Ticks } from "./ticksToBars.ts";

/** What was traded within each bar, as columns as long as the bars: volume by the side that began the trade, number of trades, Σ size², the largest size. */
export type TradesOfBars = {
  readonly buyVolume: Float64Array;
  readonly sellVolume: Float64Array;
  readonly trades: Float64Array;
  readonly tradeSizeSquares: Float64Array;
  readonly largestTrade: Float64Array;
};

/**
 * Trades by bar. A trade above the one before was bought, one below it was sold, one at the same price goes as the one before did (the tick test of
 * Lee and Ready 1991); those before the first change count half to each side. Trades outside the bars count for the side of the next ones only.
 */
export function tradesOfBars({ price, size, times }: Ticks, { closeTime, interval, symbol }: Bars): TradesOfBars {
  const column = () => new Float64Array(closeTime.length);
  const out = { buyVolume: column(), sellVolume: column(), trades: column(), tradeSizeSquares: column(), largestTrade: column() };
  const step = INTERVAL_MILLIS[interval];
  let bought = 0.5;
  let row = 0;
  for (let k = 0; k < times.length; k++) {
    if (k > 0 && times[k]! < times[k - 1]!) throw new MarketError(`tradesOfBars: trade ${k} of ${symbol} is older than the one before. Sort the trades by time.`);
    if (k > 0 && price[k] !== price[k - 1]) bought = price[k]! > price[k - 1]! ? 1 : 0;
    while (row < closeTime.length && closeTime[row]! <= times[k]!) row++;
    if (row === closeTime.length || times[k]! < closeTime[row]! - step) continue;
    out.buyVolume[row]! += bought * size[k]!;
    out.sellVolume[row]! += (1 - bought) * size[k]!;
    out.trades[row]!++;
    out.tradeSizeSquares[row]! += size[k]! * size[k]!;
    out.largestTrade[row] = Math.max(out.largestTrade[row]!, size[k]!);
  }
  return out;
}
