import { rangeFactor } from "./rangeVolatility.ts";

/** Variance of one bar: ln(high/close)·ln(high/open) + ln(low/close)·ln(low/open). Rogers and Satchell 1991, drift allowed. */
export const rogersSatchellFactor = rangeFactor(
  "rogers_satchell", "Rogers–Satchell", "ln(high/close)·ln(high/open) + ln(low/close)·ln(low/open)", "Rogers and Satchell 1991", false,
  (open, high, low, close) => Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open),
);
