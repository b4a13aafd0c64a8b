/** Bars that cannot be had, read or written. The text says what was asked, what was wrong and what to do. */
export class MarketError extends Error {
  override readonly name = "MarketError";
}
