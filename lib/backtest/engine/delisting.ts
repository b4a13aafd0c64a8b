import { isoDate } from "../../market/bars.ts";
import type { SimpleReturn, UtcMillis } from "../../market/units.ts";
import { BacktestError } from "../error.ts";
import type { Feed } from "./feed.ts";

/** The end of an asset's listing. */
export type Delisting = {
  /** The moment from which it is listed no more. */
  readonly time: UtcMillis;
  /**
   * What its holders got afterwards ÷ the last close − 1, the delisting return of CRSP: −0.3 is a loss of 30 %, −1 of everything. Default 0: they got the last close.
   * That flatters where a company failed: returns that CRSP lacked were −30 % on average there (Shumway 1997, "The Delisting Bias in CRSP Data").
   */
  readonly delistingReturn?: SimpleReturn;
};

/** Delistings by asset. A moment alone is one without a delisting return. */
export type Delistings = Readonly<Record<string, UtcMillis | Delisting>>;

/** The end of a feed's listing, never where none is given; refused unless it comes after the first bar and leaves a price from 0. */
export function delistingOf({ bars, rows, symbol }: Feed, delistings: Delistings): Delisting {
  const given = delistings[symbol];
  if (given === undefined) return { time: Number.POSITIVE_INFINITY };
  const delisting: Delisting = typeof given === "object" && given !== null ? given : { time: given };
  const { delistingReturn = 0, time } = delisting;
  if (!Number.isFinite(time) || Number.isNaN(new Date(time).getTime())) throw new BacktestError(`delistings: that of ${symbol} is at ${time}; give a moment in UTC milliseconds, or leave it out`);
  const named = `delistings: that of ${symbol} on ${isoDate(time)}`;
  if (rows > 0 && time < bars.closeTime[0]!) throw new BacktestError(`${named} comes before its first bar, which closes on ${isoDate(bars.closeTime[0]!)}; give the moment in UTC milliseconds, and bars of the time when it was listed`);
  if (!(delistingReturn >= -1 && Number.isFinite(delistingReturn))) throw new BacktestError(`${named} has the delisting return ${delistingReturn}; give a share of the last close from -1, a loss of everything, such as -0.3 for a loss of 30 %`);
  return delisting;
}
