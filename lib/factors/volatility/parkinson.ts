import { logRatio, scaled, squared } from "../operators/index.ts";
import { rangeVolatility } from "./rangeVolatility.ts";

/** Variance of one bar from its range: ln²(high/low)/(4·ln 2), for a price without drift and gaps. Parkinson 1980. */
export const parkinsonFactor = rangeVolatility({
  name: "parkinson",
  words: "Parkinson",
  formula: "ln²(high/low)/(4·ln 2)",
  source: "Parkinson 1980",
  variance: ({ high, low }) => scaled(squared(logRatio(high, low)), 1 / (4 * Math.LN2)),
  defaults: [[20]],
});
