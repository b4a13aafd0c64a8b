import { MarketError } from "./error.ts";
import { embeddedBars, findSeries, provenanceOf } from "./sources/embedded.ts";
import { embeddedTable } from "./sources/embeddedTable.ts";
import { embeddedPlaces } from "./sources/manifest.ts";
import type { SymbolInfo } from "./sources/source.ts";
import type { Price, Series, UtcMillis } from "./units.ts";

/** One price a day. */
export type Prices = { readonly symbol: string; readonly provenance: string; readonly closeTime: Series<UtcMillis>; readonly price: Series<Price> };

/** Embedded series of one price a day: stocks and funds without volume, volatility index, oil. For any series with bars, their closes. */
export async function loadPrices(symbol: string): Promise<Prices> {
  const place = await findSeries(symbol).catch(async (error: unknown) => {
    throw error instanceof MarketError ? new MarketError(`${error.message} With prices only: ${(await priceSymbols()).map((info) => info.symbol).join(", ")}.`) : error;
  });
  const { series } = place;
  if (series.kind !== "prices") {
    const { close, closeTime, provenance } = await embeddedBars({ symbol });
    return { symbol, provenance, closeTime, price: close };
  }
  const { column, times } = await embeddedTable(place, [series.column], { skipEmpty: true });
  return { symbol, provenance: provenanceOf(place), closeTime: times, price: column(series.column) };
}

/** The series that have prices only. */
export async function priceSymbols(): Promise<readonly SymbolInfo[]> {
  return (await embeddedPlaces()).filter(({ series }) => series.kind === "prices").map(({ series: { id, name, interval, from, to } }) => ({ symbol: id, name, interval, from, to }));
}
