import { PortfolioError } from "./error.ts";

/** Prices of one asset at its closes. */
export type AssetPrices = { readonly closeTime: ArrayLike<number>; readonly price: ArrayLike<number> };

/** Simple returns by asset over the same rows, and when each row closed, UTC milliseconds. */
export type PanelReturns = { readonly closeTime: Float64Array; readonly returns: Readonly<Record<string, Float64Array>> };

/**
 * Returns p[t]/p[t−1] − 1 between the moments at which every asset closed; a moment at which one is missing is left out, and nothing is carried over.
 * in: prices above 0 by asset, closing times rising  out: one row fewer than common moments
 */
export function panelReturns(panel: Readonly<Record<string, AssetPrices>>): PanelReturns {
  const entries = Object.entries(panel);
  const known = entries.map(([name, { closeTime, price }]) => pricesByTime(name, closeTime, price));
  const [first, ...others] = known;
  const moments = Float64Array.from([...(first?.keys() ?? [])].filter((time) => others.every((asset) => asset.has(time))));
  if (moments.length < 2) throw new PortfolioError(`panelReturns: ${entries.map(([name]) => name).join(", ") || "no asset"}: ${moments.length} moments at which all have a price, at least 2 are needed; take assets that close at the same time`);
  const returns = Object.fromEntries(entries.map(([name], k) => {
    const prices = Float64Array.from(moments, (time) => known[k]!.get(time)!);
    return [name, Float64Array.from({ length: moments.length - 1 }, (_, t) => prices[t + 1]! / prices[t]! - 1)];
  }));
  return { closeTime: moments.slice(1), returns };
}

function pricesByTime(name: string, closeTime: ArrayLike<number>, price: ArrayLike<number>): ReadonlyMap<number, number> {
  if (closeTime.length !== price.length) throw new PortfolioError(`panelReturns: "${name}" has ${price.length} prices for ${closeTime.length} times; give one price a time`);
  const known = new Map<number, number>();
  for (let t = 0; t < price.length; t++) {
    if (!(price[t]! > 0 && Number.isFinite(price[t]!))) throw new PortfolioError(`panelReturns: the price of "${name}" in row ${t} is ${price[t]}; returns exist only between prices above 0`);
    if (t > 0 && !(closeTime[t]! > closeTime[t - 1]!)) throw new PortfolioError(`panelReturns: row ${t} of "${name}" does not close after the one before it; sort the rows and remove duplicates`);
    known.set(closeTime[t]!, price[t]!);
  }
  return known;
}
