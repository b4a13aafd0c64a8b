import { logRatio, minus, scaled, squared } from "../operators/index.ts";
import { rangeVolatility } from "./rangeVolatility.ts";

/** Variance of one bar: ½·ln²(high/low) − (2·ln 2 − 1)·ln²(close/open), without drift and gaps. Garman and Klass 1980. */
export const garmanKlassFactor = rangeVolatility({
  name: "garman_klass",
  words: "Garman–Klass",
  formula: "½·ln²(high/low) − (2·ln 2 − 1)·ln²(close/open)",
  source: "Garman and Klass 1980",
  variance: ({ open, high, low, close }) => minus(scaled(squared(logRatio(high, low)), 0.5), scaled(squared(logRatio(close, open)), 2 * Math.LN2 - 1)),
  defaults: [[20]],
});
