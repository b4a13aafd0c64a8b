import { eachRow, logReturns, meanOf } from "./series.ts";
import { specimen } from "./specimen.ts";

const TRAIN = 300;

/** The lag, 1 to 10 bars, whose return goes best with the next one over some first rows. */
function lagOf(returns: Float64Array, rows: number): number {
  const strength = Array.from({ length: 10 }, (_, k) => Math.abs(meanOf(eachRow(rows, (row) => returns[row]! * (returns[row - k - 1] ?? Number.NaN)))));
  return strength.indexOf(Math.max(...strength)) + 1;
}

const lagged = (returns: Float64Array, lag: number): Float64Array => eachRow(returns.length, (row) => returns[row + 1 - lag] ?? Number.NaN);

/** A hyper-parameter chosen on the whole sample. Each value is old enough; which one it is, is not. */
export const bestLag = specimen({
  name: "best lag of the whole sample",
  says: "The lag was chosen on all rows: each value is old enough, but which value it is knows the future.",
  leaky: ({ close }) => {
    const returns = logReturns(close);
    return lagged(returns, lagOf(returns, returns.length));
  },
  clean: ({ close }) => {
    const returns = logReturns(close);
    return lagged(returns, lagOf(returns, Math.min(TRAIN, returns.length))).fill(Number.NaN, 0, TRAIN);
  },
});
