import { parseSpan, periodOf, type Span } from "../../validation/calendar.ts";
import { PortfolioError } from "../error.ts";

/** When to look at the weights again: after so many rows, or in the first row of each stretch of the calendar, "1w", "1mo", "3mo", "1y", UTC. */
export type Schedule = number | Span;

/**
 * Rows on which the weights are looked at, from row `from` on, which is always one of them. in: number of rows; their closing times where the schedule is by the calendar
 * The first row of a month is known to be that when it closes; its last row is not, so there is no such schedule.
 */
export function scheduledRows(count: number, every: Schedule, { closeTime, from = 0 }: { readonly closeTime?: ArrayLike<number>; readonly from?: number } = {}): Int32Array {
  const rows = Int32Array.from({ length: Math.max(0, count - from) }, (_, k) => from + k);
  if (typeof every === "number") {
    if (!(Number.isInteger(every) && every >= 1)) throw new PortfolioError(`scheduledRows: every must be a whole number of rows from 1 or a stretch such as "1mo", got ${every}`);
    return rows.filter((row) => (row - from) % every === 0);
  }
  if (closeTime?.length !== count) throw new PortfolioError(`scheduledRows: "${every}" is a stretch of the calendar and needs the closing times of all ${count} rows, got ${closeTime?.length ?? "none"}`);
  const stretch = parseSpan("every", every);
  return rows.filter((row) => row === from || periodOf(closeTime[row]!, stretch) !== periodOf(closeTime[row - 1]!, stretch));
}
