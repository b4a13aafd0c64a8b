import { eachRow, meanOf, trailing } from "./series.ts";
import { specimen } from "./specimen.ts";

/** A weak leak: only the last three rows are wrong, and each is mended when three more have come. */
export const repaintedEnd = specimen({
  name: "repainted end",
  says: "The last three rows hold the mean up to the end and are painted anew when the series grows.",
  barsAhead: 3,
  leaky: ({ close }) => eachRow(close.length, (row) => (row + 3 >= close.length ? meanOf(close, row) : close[row]!)),
  clean: ({ close }) => trailing(close, 3, (window) => meanOf(window)),
});
