import { eachRow } from "./series.ts";
import { specimen } from "./specimen.ts";

/** The lagging line of Ichimoku: today's close drawn 26 bars back. As a column it is the close 26 bars ahead. */
export const ichimokuChikou = specimen({
  name: "Ichimoku chikou",
  says: "The lagging line is drawn 26 bars back; read at its place, it is the close of 26 bars later.",
  barsAhead: 26,
  leaky: ({ close }) => eachRow(close.length, (row) => (close[row + 26] ?? Number.NaN) / close[row]!),
  clean: ({ close }) => eachRow(close.length, (row) => close[row]! / (close[row - 26] ?? Number.NaN)),
});
