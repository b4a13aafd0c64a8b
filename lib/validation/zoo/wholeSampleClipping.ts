import { logReturns } from "./series.ts";
import { specimen } from "./specimen.ts";

const TRAIN = 300;

/** Returns clipped to the 1st and 99th percentile of some first rows. */
function clipped(returns: Float64Array, rows: number): Float64Array {
  const sorted = returns.slice(1, rows).sort();
  const [low, high] = [sorted[Math.floor(0.01 * sorted.length)] ?? Number.NaN, sorted[Math.floor(0.99 * sorted.length)] ?? Number.NaN];
  return returns.map((value) => Math.min(high, Math.max(low, value)));
}

/** Outliers clipped at percentiles of all rows: `clip(quantile(...))`. A weak leak: only the outliers change. */
export const wholeSampleClipping = specimen({
  name: "whole-sample clipping",
  says: "Outliers are clipped at percentiles of all rows; only the clipped rows know the future.",
  leaky: ({ close }) => clipped(logReturns(close), close.length),
  clean: ({ close }) => clipped(logReturns(close), TRAIN).fill(Number.NaN, 0, TRAIN),
});
