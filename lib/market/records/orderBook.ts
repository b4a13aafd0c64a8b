import type { Price, UtcMillis, Volume } from "../units.ts";

/** What is wanted or offered at a price. */
export type BookLevel = { readonly price: Price; readonly size: Volume };

/** The orders that wait at a moment: bids from the highest price down, asks from the lowest up, so that both begin with the best. */
export type OrderBook = {
  readonly symbol: string;
  readonly time: UtcMillis;
  /** The exchange's count of changes; a later book has a greater one. */
  readonly sequence: number;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
};
