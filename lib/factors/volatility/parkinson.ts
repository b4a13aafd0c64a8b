import { rangeFactor } from "./rangeVolatility.ts";

/** Variance of one bar from its range: ln²(high/low)/(4·ln 2). Parkinson 1980, for a price without drift and gaps. */
export const parkinsonFactor = rangeFactor("parkinson", "Parkinson", "ln²(high/low)/(4·ln 2)", "Parkinson 1980", true, (_open, high, low) => Math.log(high / low) ** 2 / (4 * Math.LN2));
