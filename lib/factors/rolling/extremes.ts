/**
 * Row of the greatest value among the last `period`, the newest if several are equal; −1 before the window is complete (t < from + period − 1).
 * Blocks as in `rollingMean`: three comparisons a row whatever the period. van Herk 1992.
 */
export function rollingHighest(values: Float64Array, period: number, from = 0): Int32Array {
  return rollingExtreme(values, period, from, 1);
}

/** Row of the least value, by the same rules. */
export function rollingLowest(values: Float64Array, period: number, from = 0): Int32Array {
  return rollingExtreme(values, period, from, -1);
}

function rollingExtreme(values: Float64Array, period: number, from: number, sign: 1 | -1): Int32Array {
  const out = new Int32Array(values.length).fill(-1);
  const tail = new Int32Array(period + 1).fill(-1);
  for (let start = from; start < values.length; start += period) {
    const end = Math.min(start + period, values.length);
    let head = start;
    for (let t = start; t < end; t++) {
      if (sign * values[t]! >= sign * values[head]!) head = t;
      if (t - from < period - 1) continue;
      const before = tail[t - start + 1]!;
      out[t] = before >= 0 && sign * values[before]! > sign * values[head]! ? before : head;
    }
    if (end - start < period) break;
    let best = end - 1;
    for (let t = end - 1; t >= start; t--) {
      if (sign * values[t]! > sign * values[best]!) best = t;
      tail[t - start] = best;
    }
  }
  return out;
}
