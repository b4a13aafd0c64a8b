import { eachRow, logReturns } from "./series.ts";
import { specimen } from "./specimen.ts";

const month = (time: number): number => new Date(time).getUTCMonth();
const endsMonth = (closeTime: Float64Array, row: number): boolean => row + 1 < closeTime.length && month(closeTime[row]!) !== month(closeTime[row + 1]!);

/** A weak leak: one row in 21 holds the next return, the others today's. */
export const monthEndOnly = specimen({
  name: "leak at month ends",
  says: "On the last row of a month the value is taken from the first row of the next.",
  barsAhead: 1,
  leaky: ({ close, closeTime }) => {
    const returns = logReturns(close);
    return eachRow(close.length, (row) => returns[endsMonth(closeTime, row) ? row + 1 : row]!);
  },
  clean: ({ close, closeTime }) => {
    const returns = logReturns(close);
    return eachRow(close.length, (row) => returns[row]! * (row > 0 && endsMonth(closeTime, row - 1) ? 2 : 1));
  },
});
