import { operator, operators, type Line } from "../engine/line.ts";
import type { BarLines } from "../factor.ts";

// The bits are written as numbers shifted by their place: mark.ts names them, in this order.

/** Marks of each candle and of its place to the one before, without those of size. NaN for t < 1. */
export function placeMarks(bar: BarLines): Line {
  return anatomy(bar)[0];
}

/** All marks of each candle, those of size among them. NaN for t < 10. */
export function allMarks(bar: BarLines): Line {
  return operator("candleMarks", anatomy(bar), [], { delay: 9, lookback: 10, start: ([place, body, upper, lower, range, shadows], [out]) => (from, to) => addSizes(place, body, upper, lower, range, shadows, out, from, to) });
}

function anatomy({ open, high, low, close }: BarLines): readonly [place: Line, body: Line, upper: Line, lower: Line, range: Line, shadows: Line] {
  return operators("candlePlaces", [open, high, low, close], [], {
    delays: [1, 0, 0, 0, 0, 0] as const,
    lookback: 1,
    start: ([open, high, low, close], [place, body, upper, lower, range, shadows]) => (from, to) => {
      measure(open, high, low, close, body, upper, lower, range, shadows, from, to);
      compare(open, high, low, close, body, upper, lower, place, from, to);
    },
  });
}

function measure(
  open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array,
  body: Float64Array, upper: Float64Array, lower: Float64Array, range: Float64Array, shadows: Float64Array, from: number, to: number,
): void {
  for (let t = from; t < to; t++) {
    const top = Math.max(open[t]!, close[t]!);
    const bottom = Math.min(open[t]!, close[t]!);
    body[t] = top - bottom;
    const above = high[t]! - top;
    const below = bottom - low[t]!;
    upper[t] = above;
    lower[t] = below;
    shadows[t] = above + below;
    range[t] = high[t]! - low[t]!;
  }
}

/** Bits are added without a branch: on prices none of these comparisons can be foreseen. */
function compare(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array, body: Float64Array, upper: Float64Array, lower: Float64Array, out: Float64Array, from: number, to: number): void {
  for (let t = from; t < to; t++) {
    const o = open[t]!, h = high[t]!, l = low[t]!, c = close[t]!;
    const o1 = open[t - 1]!, h1 = high[t - 1]!, l1 = low[t - 1]!, c1 = close[t - 1]!;
    const top = Math.max(o, c), bottom = Math.min(o, c), top1 = Math.max(o1, c1), bottom1 = Math.min(o1, c1);
    out[t] = Number(c >= o) | (Number(upper[t]! > body[t]!) << 1) | (Number(lower[t]! > body[t]!) << 2) | (Number(bottom > top1) << 3) | (Number(top < bottom1) << 4)
      | (Number(o > o1) << 5) | (Number(o < o1) << 6) | (Number(h > h1) << 7) | (Number(h < h1) << 8) | (Number(l > l1) << 9) | (Number(l < l1) << 10) | (Number(c > c1) << 11) | (Number(c < c1) << 12)
      | (Number(top > top1) << 13) | (Number(top < top1) << 14) | (Number(bottom > bottom1) << 15) | (Number(bottom < bottom1) << 16)
      | (Number(o < l1) << 17) | (Number(o > h1) << 18) | (Number(o > c1) << 19) | (Number(o < c1) << 20) | (Number(c > o1) << 21) | (Number(c < o1) << 22);
  }
}

/**
 * Each mean is taken anew from its ten candles, in pairs, so it depends on nothing older and a flat stretch has mean 0 exactly.
 * TA-Lib carries a sum from the start of the series and can differ by rounding in the last digits.
 */
function addSizes(
  place: Float64Array, body: Float64Array, upper: Float64Array, lower: Float64Array, range: Float64Array, shadows: Float64Array, out: Float64Array, from: number, to: number,
): void {
  for (let t = from; t < to; t++) {
    const bodies = body[t - 10]! + body[t - 9]! + (body[t - 8]! + body[t - 7]!) + (body[t - 6]! + body[t - 5]! + (body[t - 4]! + body[t - 3]!)) + (body[t - 2]! + body[t - 1]!);
    const ranges = range[t - 10]! + range[t - 9]! + (range[t - 8]! + range[t - 7]!) + (range[t - 6]! + range[t - 5]! + (range[t - 4]! + range[t - 3]!)) + (range[t - 2]! + range[t - 1]!);
    const both = shadows[t - 10]! + shadows[t - 9]! + (shadows[t - 8]! + shadows[t - 7]!) + (shadows[t - 6]! + shadows[t - 5]! + (shadows[t - 4]! + shadows[t - 3]!)) + (shadows[t - 2]! + shadows[t - 1]!);
    const mean = bodies / 10, tenth = 0.1 * (ranges / 10), short = both / 10 / 2;
    const b = body[t]!, u = upper[t]!, d = lower[t]!;
    out[t] = place[t]! | (Number(b > mean) << 23) | (Number(b < mean) << 24) | (Number(b <= tenth) << 25) | (Number(u < tenth) << 26) | (Number(u > tenth) << 27)
      | (Number(d < tenth) << 28) | (Number(d > tenth) << 29) | (Number(u < short) << 30) | (Number(d < short) << 31);
  }
}
