import type { Bars } from "../bars.ts";
import { type Day, DAY_MILLIS, dayOfBar } from "../calendars/day.ts";
import type { UtcMillis } from "../units.ts";

/** Auckland's midnight in summer is the first one on earth, 13 hours before that of UTC; Honolulu's is the last, 10 hours after it. */
const FIRST_MIDNIGHT = 13.5 * 3_600_000;

/** The date at the exchange whose midnight an ex-time is, wherever it lies between Auckland and Honolulu. */
export function exDayOf(exTime: UtcMillis): Day {
  return Math.floor((exTime + FIRST_MIDNIGHT) / DAY_MILLIS);
}

/**
 * First row that trades after an action: of daily bars the first one of the ex-day or later, of shorter bars the first one that closes after it. The number of rows when there is none.
 */
export function exRow({ closeTime, interval }: Pick<Bars, "closeTime" | "interval">, exTime: UtcMillis): number {
  const exDay = exDayOf(exTime);
  const isBefore = (row: number): boolean => (interval === "1d" ? dayOfBar(closeTime[row]!) < exDay : closeTime[row]! <= exTime);
  let [low, high] = [0, closeTime.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
