import type { Bars } from "../../market/bars.ts";
import { deviationOf, eachRow, logReturns, meanOf } from "./series.ts";
import { specimen } from "./specimen.ts";

const TRAIN = 300;

/** First principal component of return, range and volume; its weights come from some first rows. */
function firstComponent({ close, high, low, volume }: Bars, rows: number): Float64Array {
  const inputs = [logReturns(close), eachRow(close.length, (row) => Math.log(high[row]! / low[row]!)), volume.map((size) => Math.log(size + 1))];
  const scaled = inputs.map((values) => {
    const [mean, deviation] = [meanOf(values, 0, rows), deviationOf(values, 0, rows)];
    return values.map((value) => (value - mean) / deviation);
  });
  const covariance = scaled.map((a) => scaled.map((b) => meanOf(a.map((value, row) => value * b[row]!), 0, rows)));
  let weights = [1, 1, 1];
  for (let step = 0; step < 60; step++) {
    const next = covariance.map((line) => line.reduce((sum, value, k) => sum + value * weights[k]!, 0));
    const length = Math.hypot(...next);
    weights = next.map((value) => value / length);
  }
  return eachRow(close.length, (row) => scaled.reduce((sum, values, k) => sum + weights[k]! * values[row]!, 0));
}

/** Principal components fitted on all rows. Power iteration on the correlation matrix. */
export const wholeSamplePca = specimen({
  name: "whole-sample PCA",
  says: "The components were fitted on all rows, and so each row's value knows the whole sample's covariances.",
  leaky: (bars) => firstComponent(bars, bars.close.length),
  clean: (bars) => firstComponent(bars, TRAIN).fill(Number.NaN, 0, TRAIN),
});
