import type { Bars } from "../bars.ts";
import { DAY_MILLIS, dayOfBar } from "../calendars/day.ts";
import type { UtcMillis } from "../units.ts";

/**
 * First row that trades after an action: of daily bars the first one of the ex-day or later, of shorter bars the first one that closes after it. The number of rows when there is none.
 * The ex-day is the UTC date whose midnight is nearest to `exTime`, because that is a midnight somewhere between Honolulu and Sydney.
 */
export function exRow({ closeTime, interval }: Pick<Bars, "closeTime" | "interval">, exTime: UtcMillis): number {
  const exDay = Math.round(exTime / DAY_MILLIS);
  const isBefore = (row: number): boolean => (interval === "1d" ? dayOfBar(closeTime[row]!) < exDay : closeTime[row]! <= exTime);
  let [low, high] = [0, closeTime.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
