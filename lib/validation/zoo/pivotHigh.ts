import { eachRow } from "./series.ts";
import { specimen } from "./specimen.ts";

const SIDE = 3;

/** Whether a row's high is above those of three rows on either side. */
const isPivot = (high: Float64Array, row: number): boolean => row >= SIDE && row + SIDE < high.length && high.subarray(row - SIDE, row + SIDE + 1).every((other, k) => k === SIDE || other < high[row]!);

/** A pivot marked at its own row, though three lower highs must follow before it is one. */
export const pivotHigh = specimen({
  name: "pivot high",
  says: "The pivot is marked on the day of the high; it becomes one only when three lower highs have followed.",
  barsAhead: SIDE,
  leaky: ({ high }) => eachRow(high.length, (row) => Number(isPivot(high, row))),
  clean: ({ high }) => eachRow(high.length, (row) => Number(isPivot(high, row - SIDE))),
});
