import { eachRow } from "./series.ts";
import { specimen } from "./specimen.ts";

const HALF = 5;

/** Quadratic smoothing of 11 rows around a row: weights 3(3m² + 3m − 1 − 5i²) / ((2m − 1)(2m + 1)(2m + 3)), m = 5. Savitzky and Golay 1964. */
function smoothed(close: Float64Array): Float64Array {
  const scale = (2 * HALF - 1) * (2 * HALF + 1) * (2 * HALF + 3);
  return eachRow(close.length, (row) => {
    if (row < HALF || row + HALF >= close.length) return Number.NaN;
    let sum = 0;
    for (let i = -HALF; i <= HALF; i++) sum += ((3 * (3 * HALF * HALF + 3 * HALF - 1 - 5 * i * i)) / scale) * close[row + i]!;
    return sum;
  });
}

/** A smoothing polynomial fitted around the row. Read five rows later it is known. */
export const savitzkyGolay = specimen({
  name: "centred Savitzky–Golay",
  says: "The polynomial is fitted to eleven rows around the row, five of which come later.",
  barsAhead: HALF,
  leaky: ({ close }) => smoothed(close),
  clean: ({ close }) => {
    const known = smoothed(close);
    return eachRow(close.length, (row) => known[row - HALF] ?? Number.NaN);
  },
});
