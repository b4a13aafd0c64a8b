import type { Ticks } from "../ticks/ticksToBars.ts";
import type { Price, UtcMillis, Volume } from "../units.ts";

/** A single trade. */
export type Trade = {
  /** The exchange's count; without gaps within a symbol. */
  readonly id: number;
  readonly symbol: string;
  readonly time: UtcMillis;
  readonly price: Price;
  readonly size: Volume;
  /** What the side did that began the trade. */
  readonly side: "bought" | "sold";
};

/** Trades as columns, for `ticksToBars` and `tradesOfBars`. Those judge the side by the tick test; who wants the exchange's word takes it from the trades. */
export function ticksOfTrades(trades: readonly Trade[]): Ticks {
  return { times: Float64Array.from(trades, ({ time }) => time), price: Float64Array.from(trades, ({ price }) => price), size: Float64Array.from(trades, ({ size }) => size) };
}
