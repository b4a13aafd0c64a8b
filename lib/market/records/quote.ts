import type { Price, UtcMillis, Volume } from "../units.ts";

/** The market at a moment. */
export type Quote = {
  readonly symbol: string;
  readonly time: UtcMillis;
  readonly price: Price;
  readonly bid?: Price;
  readonly ask?: Price;
  readonly bidSize?: Volume;
  readonly askSize?: Volume;
  readonly previousClose?: Price;
  readonly volume?: Volume;
  readonly currency?: string;
};
