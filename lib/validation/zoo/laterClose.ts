import { INTERVAL_MILLIS } from "../../market/barTime.ts";
import { knownReturns } from "./knownReturns.ts";
import { eachRow, logReturns } from "./series.ts";
import { jointSpecimen } from "./specimen.ts";

/** Two markets joined by date: Tokyo at its close holds the return of New York's day, which has not begun. */
export const laterClose = jointSpecimen({
  name: "close of a later market",
  says: "Markets were joined by date; the one that closes first holds the day of the one that closes later.",
  market: "shifted closes",
  barsAhead: 1,
  leaky: (bars, other) => {
    const returns = logReturns(other.close);
    const day = (time: number): number => Math.floor(time / INTERVAL_MILLIS["1d"]);
    const byDate = new Map(Array.from(other.closeTime, (time, row) => [day(time), returns[row]!]));
    return eachRow(bars.close.length, (row) => byDate.get(day(bars.closeTime[row]!)) ?? Number.NaN);
  },
  clean: knownReturns,
});
