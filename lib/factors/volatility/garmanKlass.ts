import { rangeFactor } from "./rangeVolatility.ts";

/** Variance of one bar: ½·ln²(high/low) − (2·ln 2 − 1)·ln²(close/open). Garman and Klass 1980, without drift and gaps. */
export const garmanKlassFactor = rangeFactor(
  "garman_klass", "Garman–Klass", "½·ln²(high/low) − (2·ln 2 − 1)·ln²(close/open)", "Garman and Klass 1980", true,
  (open, high, low, close) => 0.5 * Math.log(high / low) ** 2 - (2 * Math.LN2 - 1) * Math.log(close / open) ** 2,
);
