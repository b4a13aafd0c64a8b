import type { Candles } from "./measure.ts";

/** Marks a candle has and marks it has not. Without any, it may be as it likes. */
export type CandleMarks = { readonly is?: number; readonly not?: number };

/** One shape of a pattern. */
export type Rule = {
  readonly value: number;
  /** The candles that make it, oldest first; the last is the one of the row. At most five. */
  readonly bars: readonly CandleMarks[];
  /** What the marks do not say. Row t is the last candle. */
  readonly and?: (candles: Candles, t: number, penetration: number) => boolean;
};

/** Whether the candles up to row t have their marks. */
export function hasMarks(marks: Float64Array, t: number, bars: readonly CandleMarks[]): boolean {
  for (let k = 0; k < bars.length; k++) {
    const { is = 0, not = 0 } = bars[k]!;
    if ((marks[t - bars.length + 1 + k]! & (is | not)) !== is) return false;
  }
  return true;
}
