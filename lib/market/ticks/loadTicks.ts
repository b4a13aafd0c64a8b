import { MarketError } from "../error.ts";
import { findSeries } from "../sources/embedded.ts";
import { embeddedTable } from "../sources/embeddedTable.ts";
import type { Ticks } from "./ticksToBars.ts";

/** The single trades of an embedded series that has them (`ES`); `loadBars` gives the same trades as minute bars. */
export async function loadTicks(symbol: string): Promise<Ticks> {
  const place = await findSeries(symbol);
  const { series } = place;
  if (series.kind !== "ticks") throw new MarketError(`loadTicks: "${symbol}" has no single trades. ES has; for others use loadBars.`);
  const { column, times } = await embeddedTable(place, [series.price, series.volume]);
  return { times, price: column(series.price), size: column(series.volume) };
}
