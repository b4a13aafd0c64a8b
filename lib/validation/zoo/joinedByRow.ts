import { knownReturns } from "./knownReturns.ts";
import { eachRow } from "./series.ts";
import { jointSpecimen } from "./specimen.ts";

/** Two markets joined by row. Their calendars agree, and so it is right by chance; a bar that comes late is seen ahead. */
export const joinedByRow = jointSpecimen({
  name: "join by row",
  says: "Markets were joined by row number; when a bar of the other one comes later, it is seen ahead.",
  market: "equal closes",
  barsAhead: 1,
  leaky: (bars, other) => eachRow(bars.close.length, (row) => bars.close[row]! / (other.close[row] ?? Number.NaN)),
  clean: knownReturns,
});
