import type { Bars } from "../../market/bars.ts";
import { eachRow } from "./series.ts";
import { specimen } from "./specimen.ts";

/** Leading span A of a row: the mean of the conversion and the base line, half the ranges of 9 and 26 bars. */
function spanA({ high, low }: Bars): Float64Array {
  const middle = (row: number, rows: number): number => (Math.max(...high.subarray(row + 1 - rows, row + 1)) + Math.min(...low.subarray(row + 1 - rows, row + 1))) / 2;
  return eachRow(high.length, (row) => (row < 25 ? Number.NaN : (middle(row, 9) + middle(row, 26)) / 2));
}

/** The cloud is drawn 26 bars forward. Shifted to the wrong side, each row holds the span computed 26 bars later. */
export const ichimokuSpanBackward = specimen({
  name: "Ichimoku span backward",
  says: "The span that is drawn 26 bars forward was shifted 26 bars back.",
  barsAhead: 26,
  leaky: (bars) => {
    const span = spanA(bars);
    return eachRow(span.length, (row) => span[row + 26] ?? Number.NaN);
  },
  clean: (bars) => {
    const span = spanA(bars);
    return eachRow(span.length, (row) => span[row - 26] ?? Number.NaN);
  },
});
