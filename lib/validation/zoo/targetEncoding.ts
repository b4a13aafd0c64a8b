import { eachRow, logReturns } from "./series.ts";
import { specimen } from "./specimen.ts";

const weekday = (time: number): number => new Date(time).getUTCDay();

/** A category replaced by the mean of its target over all rows. */
export const targetEncoding = specimen({
  name: "target encoding",
  says: "Each weekday is replaced by the mean of tomorrow's return over all rows, the row's own target included.",
  leaky: ({ close, closeTime }) => {
    const returns = logReturns(close);
    const [sums, counts] = [new Float64Array(7), new Float64Array(7)];
    for (let row = 0; row + 1 < close.length; row++) {
      sums[weekday(closeTime[row]!)]! += returns[row + 1]!;
      counts[weekday(closeTime[row]!)]!++;
    }
    return eachRow(close.length, (row) => sums[weekday(closeTime[row]!)]! / counts[weekday(closeTime[row]!)]!);
  },
  clean: ({ close, closeTime }) => {
    const returns = logReturns(close);
    const [sums, counts] = [new Float64Array(7), new Float64Array(7)];
    return eachRow(close.length, (row) => {
      if (row > 0) {
        sums[weekday(closeTime[row - 1]!)]! += returns[row]!;
        counts[weekday(closeTime[row - 1]!)]!++;
      }
      return sums[weekday(closeTime[row]!)]! / counts[weekday(closeTime[row]!)]!;
    });
  },
});
