import { eachRow, meanOf } from "./series.ts";
import { specimen } from "./specimen.ts";

const HORIZON = 5;

const label = (close: Float64Array): Float64Array => eachRow(close.length, (row) => Math.log((close[row + HORIZON] ?? Number.NaN) / close[row]!));

/** The mean of the last five labels as a feature, though four of them and the row's own are not known yet. */
export const labelOverlap = specimen({
  name: "labels that overlap",
  says: "The mean of the last five labels holds labels that are known only five bars later, because their windows overlap.",
  barsAhead: HORIZON,
  leaky: ({ close }) => {
    const labels = label(close);
    return eachRow(close.length, (row) => meanOf(labels, row - HORIZON + 1, row + 1));
  },
  clean: ({ close }) => {
    const labels = label(close);
    return eachRow(close.length, (row) => meanOf(labels, row - 2 * HORIZON + 1, row - HORIZON + 1));
  },
});
