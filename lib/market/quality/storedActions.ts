import { SOURCES } from "../sources/index.ts";
import type { MarketStore, StoredSeries } from "../store/marketStore.ts";
import type { QualityOptions } from "./checkBars.ts";

/**
 * What a store knows of the splits and dividends behind daily bars, for `checkBars`: the actions, and what the sources of the bars say that their prices are adjusted for.
 * Nothing where a source does not say, or where two say otherwise: then a jump can be judged by nobody.
 */
export async function storedActions(store: Pick<MarketStore, "openRecords">, { interval, sources, symbol }: Pick<StoredSeries, "interval" | "sources" | "symbol">): Promise<Pick<QualityOptions, "actions" | "adjusted">> {
  const [adjusted, ...others] = new Set(sources.map((source) => SOURCES.find(({ name }) => name === source)?.capabilities.adjusted));
  if (interval !== "1d" || adjusted === undefined || others.length > 0) return {};
  return { actions: await store.openRecords("actions", { of: symbol }), adjusted };
}
