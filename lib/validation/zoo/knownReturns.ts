import type { Bars } from "../../market/bars.ts";
import { countUpTo } from "../lookAhead/panel.ts";
import { eachRow, logReturns } from "./series.ts";

/** Returns of another market by the time at which they were known. */
export function knownReturns(bars: Bars, other: Bars): Float64Array {
  const returns = logReturns(other.close);
  return eachRow(bars.close.length, (row) => returns[countUpTo(other.closeTime, bars.closeTime[row]!) - 1] ?? Number.NaN);
}
