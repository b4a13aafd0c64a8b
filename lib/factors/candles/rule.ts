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

/** Notes down in `rows` the rows from .. to−1 in which the candles have their marks, and says how many there are. */
export function markFinder(bars: readonly CandleMarks[], marks: Float64Array, rows: Int32Array): (from: number, to: number) => number {
  const is = (back: number): number => bars.at(-1 - back)?.is ?? 0;
  const mask = (back: number): number => is(back) | (bars.at(-1 - back)?.not ?? 0);
  const is0 = is(0), is1 = is(1), is2 = is(2), is3 = is(3), is4 = is(4);
  const mask0 = mask(0), mask1 = mask(1), mask2 = mask(2), mask3 = mask(3), mask4 = mask(4);
  if (bars.length === 1) return (from, to) => findOne(marks, rows, from, to, mask0, is0);
  if (bars.length <= 3) return (from, to) => findThree(marks, rows, from, to, mask0, is0, mask1, is1, mask2, is2);
  return (from, to) => findFive(marks, rows, from, to, mask0, is0, mask1, is1, mask2, is2, mask3, is3, mask4, is4);
}

/** Marks of one candle are often there: every row is written down and counted if it fits, without a branch to guess. (x | −x) is negative for all x but 0. */
function findOne(marks: Float64Array, rows: Int32Array, from: number, to: number, mask: number, is: number): number {
  let count = 0;
  for (let t = from; t < to; t++) {
    const other = (marks[t]! & mask) ^ is;
    rows[count] = t;
    count += 1 - ((other | (0 - other)) >>> 31);
  }
  return count;
}

function findThree(marks: Float64Array, rows: Int32Array, from: number, to: number, mask0: number, is0: number, mask1: number, is1: number, mask2: number, is2: number): number {
  let count = 0;
  let before1 = marks[from - 1]! | 0, before2 = marks[from - 2]! | 0;
  for (let t = from; t < to; t++) {
    const now = marks[t]! | 0;
    const other = ((now & mask0) ^ is0) | ((before1 & mask1) ^ is1) | ((before2 & mask2) ^ is2);
    if (other === 0) rows[count++] = t;
    before2 = before1;
    before1 = now;
  }
  return count;
}

function findFive(
  marks: Float64Array, rows: Int32Array, from: number, to: number,
  mask0: number, is0: number, mask1: number, is1: number, mask2: number, is2: number, mask3: number, is3: number, mask4: number, is4: number,
): number {
  let count = 0;
  let before1 = marks[from - 1]! | 0, before2 = marks[from - 2]! | 0, before3 = marks[from - 3]! | 0, before4 = marks[from - 4]! | 0;
  for (let t = from; t < to; t++) {
    const now = marks[t]! | 0;
    const other = ((now & mask0) ^ is0) | ((before1 & mask1) ^ is1) | ((before2 & mask2) ^ is2) | ((before3 & mask3) ^ is3) | ((before4 & mask4) ^ is4);
    if (other === 0) rows[count++] = t;
    before4 = before3;
    before3 = before2;
    before2 = before1;
    before1 = now;
  }
  return count;
}
