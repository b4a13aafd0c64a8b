import { eachRow, logReturns } from "./series.ts";
import { specimen } from "./specimen.ts";

/** `shift(-1)`: tomorrow's return as a feature of today. */
export const shiftedBackward = specimen({
  name: "shift by minus one",
  says: "The column was shifted to the wrong side: it holds tomorrow's return.",
  barsAhead: 1,
  leaky: ({ close }) => eachRow(close.length, (row) => Math.log((close[row + 1] ?? Number.NaN) / close[row]!)),
  clean: ({ close }) => logReturns(close),
});
