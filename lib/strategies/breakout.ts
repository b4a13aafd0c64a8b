import type { Strategy } from "../backtest/index.ts";
import { checkParameter } from "./checkParameter.ts";
import { factorColumns } from "./factorColumns.ts";

export type BreakoutOptions = {
  /** Bars of the channel whose highest high is bought. Default 20. */
  readonly period?: number;
  /** Stop loss below the entry, in average true ranges of 20 bars. Default 2. */
  readonly stopLoss?: number;
  /** Take profit above the entry, in average true ranges. Default 6. */
  readonly takeProfit?: number;
  /** Share of the equity of all entries together; the rest is room for costs and gaps. Default 0.95. */
  readonly size?: number;
};

/**
 * Buys by a stop order at the upper Donchian channel, with a stop loss and a take profit in a bracket. The entry is moved with the channel until it is filled.
 * Donchian 1960; distances in true ranges as in Faith 2003, "The Original Turtle Trading Rules".
 */
export function breakout({ period = 20, size = 0.95, stopLoss = 2, takeProfit = 6 }: BreakoutOptions = {}): Strategy {
  for (const [name, value] of Object.entries({ stopLoss, takeProfit })) checkParameter("breakout", name, value, "a number of average true ranges above 0", (ranges) => ranges > 0 && Number.isFinite(ranges));
  checkParameter("breakout", "size", size, "a share of the equity above 0", (share) => share > 0 && Number.isFinite(share));
  const [upper, range] = [`donchian_upper_${period}`, "atr_20"] as const;
  return {
    name: "breakout",
    parameters: { period, stopLoss, takeProfit, size },
    columns: factorColumns("breakout", [upper, range]),
    start: ({ assets }) => (market, broker) => {
      for (const asset of assets) {
        const bars = market.of(asset);
        if (!bars.isNew || broker.units(asset) !== 0) continue;
        broker.cancelAll(asset);
        const [stop, width] = [bars.column(upper), bars.column(range) / bars.column(upper)];
        // Flat prices have no range to measure a stop in, and wild ones none that leaves a price above 0.
        if (!(width > 0 && stopLoss * width < 1)) continue;
        const units = (size * broker.equity) / assets.length / stop;
        broker.bracket({ asset, type: "stop", stop, units, tag: "breakout" }, { stopLoss: { share: stopLoss * width }, takeProfit: { share: takeProfit * width } });
      }
    },
  };
}
