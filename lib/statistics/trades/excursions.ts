import type { Trade } from "../../backtest/index.ts";
import type { Bars } from "../../market/bars.ts";
import { StatisticsError } from "../error.ts";

/** How far the price went against a trade and for it while it was held, shares ≥ 0 of the entry price. */
export type Excursion = {
  /** Maximum adverse excursion: how much of a stop the trade would have needed. */
  readonly adverse: number;
  /** Maximum favourable excursion: how much a profit target could have taken. */
  readonly favourable: number;
};

/**
 * Maximum adverse and favourable excursion of each trade. Sweeney 1988. Of the bar of the exit only the exit price is counted, as its extremes may have come later.
 * The whole bar of the entry is counted, which is severe for an entry inside it. in: trades of one asset, and its bars  out: one a trade
 */
export function excursions(trades: readonly Trade[], { closeTime, high, low, symbol }: Bars): Excursion[] {
  const rowOf = new Map(Array.from(closeTime, (time, row) => [time, row]));
  return trades.map(({ asset, entryPrice, entryTime, exitPrice, exitTime, isOpen, side }) => {
    const [from, to] = [rowOf.get(entryTime), rowOf.get(exitTime)];
    if (asset !== symbol) throw new StatisticsError(`excursions: a trade of ${asset} beside the bars of ${symbol}; give each asset's trades with its own bars`);
    if (from === undefined || to === undefined) throw new StatisticsError(`excursions: the trade entered at ${new Date(entryTime).toISOString()} has no bar of ${symbol}; give the bars of the backtest`);
    let [least, most] = [Math.min(entryPrice, exitPrice), Math.max(entryPrice, exitPrice)];
    for (let t = from; isOpen ? t <= to : t < to; t++) {
      if (low[t]! < least) least = low[t]!;
      if (high[t]! > most) most = high[t]!;
    }
    const [under, over] = [1 - least / entryPrice, most / entryPrice - 1];
    return side === "long" ? { adverse: under, favourable: over } : { adverse: over, favourable: under };
  });
}
