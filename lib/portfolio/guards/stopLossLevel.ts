import { checkNumber } from "../weights.ts";

/** Distance of a stop from a price: a share of it, or a number of average true ranges (Wilder 1978). */
export type StopDistance = { readonly share: number } | { readonly atr: number; readonly multiple: number };

/**
 * Price at which a position is given up: price − side·distance. in: price of the entry, side 1 for long and −1 for short  out: price
 * A distance that would put the stop of a long position at zero or below is refused: it could never be hit.
 */
export function stopLossLevel(price: number, side: 1 | -1, distance: StopDistance): number {
  checkNumber("stopLossLevel", "price", price, "above 0", (value) => value > 0);
  const level = price - side * distanceOf("stopLossLevel", price, distance);
  checkNumber("stopLossLevel", "the level", level, `above 0, at an entry of ${price}; take a smaller distance`, (value) => value > 0);
  return level;
}

/** The distance in price. */
export function distanceOf(where: string, price: number, distance: StopDistance): number {
  if ("share" in distance) {
    checkNumber(where, "share", distance.share, "a share above 0 and below 1", (value) => value > 0 && value < 1);
    return price * distance.share;
  }
  checkNumber(where, "atr", distance.atr, "a price range above 0", (value) => value > 0);
  checkNumber(where, "multiple", distance.multiple, "above 0", (value) => value > 0);
  return distance.atr * distance.multiple;
}
