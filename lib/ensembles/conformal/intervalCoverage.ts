import { requireLength } from "../rows.ts";

/** How intervals did. */
export type IntervalCoverage = {
  /** Rows that had an interval and an actual value. */
  readonly rows: number;
  /** Share of the actual values inside; NaN without a row. */
  readonly coverage: number;
  /** Mean width of the bounded intervals, unit of the forecasts. */
  readonly width: number;
  /** Intervals without a bound. */
  readonly unbounded: number;
};

/** Share of the actual values inside their intervals, ends included, and how wide those are. Rows without an interval or an actual value are left out. in: [N] each */
export function intervalCoverage(actual: ArrayLike<number>, { high, low }: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> }): IntervalCoverage {
  requireLength("intervalCoverage", "low", low.length, actual.length);
  requireLength("intervalCoverage", "high", high.length, actual.length);
  let [rows, inside, width, bounded] = [0, 0, 0, 0];
  for (let t = 0; t < actual.length; t++) {
    if (Number.isNaN(low[t]!) || Number.isNaN(high[t]!) || !Number.isFinite(actual[t]!)) continue;
    rows++;
    if (actual[t]! >= low[t]! && actual[t]! <= high[t]!) inside++;
    if (!Number.isFinite(high[t]! - low[t]!)) continue;
    bounded++;
    width += high[t]! - low[t]!;
  }
  return { rows, coverage: inside / rows, width: width / bounded, unbounded: rows - bounded };
}
