import { eachRow, logReturns } from "./series.ts";
import { specimen } from "./specimen.ts";

/** A weak leak: one row in 97 holds the next return. */
export const everyNinetySeventh = specimen({
  name: "leak on every 97th row",
  says: "Every 97th row holds the return of the next one.",
  barsAhead: 1,
  leaky: ({ close }) => {
    const returns = logReturns(close);
    return eachRow(close.length, (row) => returns[row % 97 === 60 ? row + 1 : row] ?? Number.NaN);
  },
  clean: ({ close }) => {
    const returns = logReturns(close);
    return eachRow(close.length, (row) => returns[row % 97 === 60 ? row - 1 : row]!);
  },
});
