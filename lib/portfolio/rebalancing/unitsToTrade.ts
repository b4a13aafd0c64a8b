import { PortfolioError } from "../error.ts";
import { checkNumber, inOrder, type Weights, weightsOf } from "../weights.ts";

/**
 * Units to buy (above 0) and sell for trades that are shares of the equity: trade·equity/price, cut to whole lots towards zero. in: equity in money above 0, a price above 0 for each trade
 * `lot` is the smallest number of units; 0, the default, trades any part of one.
 */
export function unitsToTrade(trades: Weights, { equity, lot = 0, prices }: { readonly equity: number; readonly prices: Readonly<Record<string, number>>; readonly lot?: number }): Weights {
  checkNumber("unitsToTrade", "equity", equity, "money above 0: without equity there is nothing to weigh", (value) => value > 0);
  checkNumber("unitsToTrade", "lot", lot, "a number of units from 0", (value) => value >= 0);
  const names = Object.keys(trades);
  const own = inOrder("unitsToTrade", "trade", trades, names);
  return weightsOf(names, own.map((trade, k) => {
    const price = prices[names[k]!];
    if (price === undefined || !(price > 0) || !Number.isFinite(price)) throw new PortfolioError(`unitsToTrade: the price of "${names[k]}" is ${price}; give one above 0`);
    const units = (trade * equity) / price;
    return lot === 0 ? units : Math.trunc(units / lot + 1e-9 * Math.sign(units)) * lot;
  }));
}
