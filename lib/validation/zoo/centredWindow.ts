import { eachRow, meanOf, trailing } from "./series.ts";
import { specimen } from "./specimen.ts";

/** A moving average with its window around the row: `rolling(center=True)`. */
export const centredWindow = specimen({
  name: "centred window",
  says: "The window of the average lies around the row, half of it in the future.",
  barsAhead: 2,
  leaky: ({ close }) => eachRow(close.length, (row) => (row < 2 || row + 2 >= close.length ? Number.NaN : meanOf(close, row - 2, row + 3))),
  clean: ({ close }) => trailing(close, 5, (window) => meanOf(window)),
});
