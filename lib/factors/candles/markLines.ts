import { operator, operators, type Line } from "../engine/line.ts";
import type { BarLines } from "../factor.ts";

/** What all patterns are found from: the marks of each candle, and the mean range of the five candles before it. */
export type CandleLines = { readonly marks: Line; readonly meanRange: Line };

/**
 * Marks of each candle. NaN in the first row alone: marks of size are not true before t = 10, nor is the mean range before t = 5,
 * and no pattern has a value where it would read them. So patterns that wait for less share the line with those that wait for more.
 */
export function candleLines({ open, high, low, close }: BarLines): CandleLines {
  const [top, bottom, body, upper, lower, range, shadows, meanRange] = operators("candleMeasures", [open, high, low, close], [], {
    delays: [0, 0, 0, 0, 0, 0, 0, 0] as const,
    lookback: 5,
    start: ([open, high, low, close], outputs) => (from, to) => measure(open, high, low, close, outputs, from, to),
  });
  const places = operator("candlePlaces", [open, high, low, close, top, bottom], [], {
    delay: 1,
    lookback: 1,
    start: ([open, high, low, close, top, bottom], [out]) => (from, to) => compare(open, high, low, close, top, bottom, out, from, to),
  });
  const marks = operator("candleMarks", [places, body, upper, lower, range, shadows], [], {
    lookback: 10,
    start: ([places, body, upper, lower, range, shadows], [out]) => (from, to) => addSizes(places, body, upper, lower, range, shadows, out, from, to),
  });
  return { marks, meanRange };
}

type Parts = { readonly [K in 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7]: Float64Array };

/** Open and close of a candle, to take one of the two without a branch: which is the higher cannot be foreseen. */
const ends = new Float64Array(2);

function measure(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array, parts: Parts, from: number, to: number): void {
  const top = parts[0], bottom = parts[1], body = parts[2], upper = parts[3], lower = parts[4], range = parts[5], shadows = parts[6], meanRange = parts[7];
  for (let t = from; t < to; t++) {
    ends[0] = open[t]!;
    ends[1] = close[t]!;
    const white = Number(close[t]! >= open[t]!);
    const upperEnd = ends[white]!;
    const lowerEnd = ends[1 - white]!;
    const above = high[t]! - upperEnd;
    const below = lowerEnd - low[t]!;
    top[t] = upperEnd;
    bottom[t] = lowerEnd;
    body[t] = upperEnd - lowerEnd;
    upper[t] = above;
    lower[t] = below;
    shadows[t] = above + below;
    range[t] = high[t]! - low[t]!;
    meanRange[t] = (range[t - 5]! + range[t - 4]! + (range[t - 3]! + range[t - 2]!) + range[t - 1]!) / 5;
  }
}

// The bits are written as numbers shifted by their place: mark.ts names them, in this order. They are added without a branch.

function compare(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array, tops: Float64Array, bottoms: Float64Array, out: Float64Array, from: number, to: number): void {
  for (let t = from; t < to; t++) {
    const o = open[t]!, h = high[t]!, l = low[t]!, c = close[t]!, top = tops[t]!, bottom = bottoms[t]!;
    const o1 = open[t - 1]!, h1 = high[t - 1]!, l1 = low[t - 1]!, c1 = close[t - 1]!, top1 = tops[t - 1]!, bottom1 = bottoms[t - 1]!;
    out[t] = Number(c >= o) | (Number(h - top > top - bottom) << 1) | (Number(bottom - l > top - bottom) << 2) | (Number(bottom > top1) << 3) | (Number(top < bottom1) << 4)
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
  places: Float64Array, body: Float64Array, upper: Float64Array, lower: Float64Array, range: Float64Array, shadows: Float64Array, out: Float64Array, from: number, to: number,
): void {
  for (let t = from; t < to; t++) {
    const bodies = body[t - 10]! + body[t - 9]! + (body[t - 8]! + body[t - 7]!) + (body[t - 6]! + body[t - 5]! + (body[t - 4]! + body[t - 3]!)) + (body[t - 2]! + body[t - 1]!);
    const ranges = range[t - 10]! + range[t - 9]! + (range[t - 8]! + range[t - 7]!) + (range[t - 6]! + range[t - 5]! + (range[t - 4]! + range[t - 3]!)) + (range[t - 2]! + range[t - 1]!);
    const both = shadows[t - 10]! + shadows[t - 9]! + (shadows[t - 8]! + shadows[t - 7]!) + (shadows[t - 6]! + shadows[t - 5]! + (shadows[t - 4]! + shadows[t - 3]!)) + (shadows[t - 2]! + shadows[t - 1]!);
    const mean = bodies / 10, tenth = 0.1 * (ranges / 10), short = both / 10 / 2;
    const b = body[t]!, u = upper[t]!, d = lower[t]!;
    out[t] = places[t]! | (Number(b > mean) << 23) | (Number(b < mean) << 24) | (Number(b <= tenth) << 25) | (Number(u < tenth) << 26) | (Number(u > tenth) << 27)
      | (Number(d < tenth) << 28) | (Number(d > tenth) << 29) | (Number(u < short) << 30) | (Number(d < short) << 31);
  }
}
