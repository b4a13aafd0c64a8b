import { eachRow } from "./series.ts";
import { specimen } from "./specimen.ts";

/** A stop that knows how far the next bar will go. */
export const tomorrowsRange = specimen({
  name: "tomorrow's range",
  says: "The range is that of the next bar, as in a stop that is placed where it will not be hit.",
  barsAhead: 1,
  leaky: ({ high, low }) => eachRow(high.length, (row) => Math.log((high[row + 1] ?? Number.NaN) / (low[row + 1] ?? Number.NaN))),
  clean: ({ high, low }) => eachRow(high.length, (row) => Math.log(high[row]! / low[row]!)),
});
