import { operator, type Kernel, type Line } from "../engine/line.ts";

/** What is read from a sorted window of the last `period` values. */
type Reading = "quantile" | "medianDeviation" | "rank" | "lowestMean";
const READINGS: readonly Reading[] = ["quantile", "medianDeviation", "rank", "lowestMean"];

/** Value below which a share q of the last `period` values lies, between two of them in proportion (type 7 of Hyndman and Fan 1996). */
export function quantile(x: Line, period: number, q: number): Line {
  return fromSorted("quantile", x, period, q);
}

/** Median of the last `period` values. */
export function median(x: Line, period: number): Line {
  return quantile(x, period, 0.5);
}

/** Median of the distances of the last `period` values to their median. */
export function medianDeviation(x: Line, period: number): Line {
  return fromSorted("medianDeviation", x, period, 0);
}

/** Share of the last `period` values that are not above the newest; equal values share their ranks. 1/period to 1. */
export function percentRank(x: Line, period: number): Line {
  return fromSorted("rank", x, period, 0);
}

/** Mean of the lowest values of the last `period`, a share of them, rounded up. */
export function lowestMean(x: Line, period: number, share: number): Line {
  return fromSorted("lowestMean", x, period, share);
}

/** Several readings of one window share its sorting. */
function fromSorted(reading: Reading, x: Line, period: number, q: number): Line {
  const parameters = [READINGS.indexOf(reading), q];
  return operator(reading, [x], [period, q], {
    delay: period - 1,
    lookback: period,
    registers: period,
    start: ([x], [out], registers) => readings(x, [parameters], [out], registers, period),
    lanes: { kind: `sorted ${period}`, parameters, start: (all, [x], outputs, registers) => readings(x!, all, outputs, registers, period) },
  });
}

function readings(x: Float64Array, parameters: readonly (readonly number[])[], outputs: readonly Float64Array[], registers: Float64Array, period: number): Kernel {
  const sorted = registers.subarray(0, period);
  const read = parameters.map(([reading, q], k) => readingOf(READINGS[reading!]!, q!, sorted, x, outputs[k]!));
  return (from, to, seen) => {
    for (let t = Math.max(from, from + period - 1 - seen); t < to; t++) {
      if (seen + t - from === period - 1) {
        sorted.set(x.subarray(t - period + 1, t + 1));
        sorted.sort();
      } else replaceInOrder(sorted, x[t - period]!, x[t]!);
      for (let k = 0; k < read.length; k++) read[k]!(t);
    }
  };
}

/**
 * Takes one value out of a sorted window and puts another in. The place of the first is found by halving, without a branch that could be
 * guessed wrong; then the values between the two places move by one.
 */
function replaceInOrder(sorted: Float64Array, left: number, value: number): void {
  const period = sorted.length;
  let place = 0;
  let size = period;
  while (size > 6) {
    const half = size >> 1;
    place += Number(sorted[place + half]! <= left) * half;
    size -= half;
  }
  let behind = 0;
  for (let k = place + 1; k < place + size; k++) behind += Number(sorted[k]! <= left);
  place += behind;
  if (value > left) {
    for (; place + 1 < period && sorted[place + 1]! < value; place++) sorted[place] = sorted[place + 1]!;
  } else {
    for (; place > 0 && sorted[place - 1]! > value; place--) sorted[place] = sorted[place - 1]!;
  }
  sorted[place] = value;
}

function readingOf(reading: Reading, q: number, sorted: Float64Array, x: Float64Array, out: Float64Array): (t: number) => void {
  const last = sorted.length - 1;
  if (reading === "quantile") {
    const below = Math.floor(q * last);
    const part = q * last - below;
    const above = Math.min(below + 1, last);
    return (t) => {
      const low = sorted[below]!;
      out[t] = part === 0.5 ? (low + sorted[above]!) / 2 : low + part * (sorted[above]! - low);
    };
  }
  if (reading === "rank") return (t) => {
    out[t] = rankOf(sorted, x[t]!) / sorted.length;
  };
  if (reading === "lowestMean") return (t) => {
    out[t] = meanOfFirst(sorted, Math.ceil(q * sorted.length));
  };
  return (t) => {
    out[t] = deviationOf(sorted);
  };
}

function meanOfFirst(sorted: Float64Array, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += sorted[k]!;
  return sum / count;
}

/** Mean of the places, from 1 on, of the values that equal one of them. */
function rankOf(sorted: Float64Array, value: number): number {
  let first = 0;
  for (let size = sorted.length; size > 1; ) {
    const half = size >> 1;
    first += Number(sorted[first + half - 1]! < value) * half;
    size -= half;
  }
  let last = first;
  while (last + 1 < sorted.length && sorted[last + 1]! === value) last++;
  return (first + last) / 2 + 1;
}

/** Median distance to the median: the distances grow from the middle to both ends, the middle one of all is found by merging them. */
function deviationOf(sorted: Float64Array): number {
  const count = sorted.length;
  const centre = (sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2;
  let below = (count - 1) >> 1;
  let above = below + 1;
  let distance = 0;
  let before = 0;
  for (let k = 0; k <= count >> 1; k++) {
    before = distance;
    const down = below >= 0 ? centre - sorted[below]! : Infinity;
    const up = above < count ? sorted[above]! - centre : Infinity;
    if (down <= up) {
      distance = down;
      below--;
    } else {
      distance = up;
      above++;
    }
  }
  return count % 2 === 0 ? (before + distance) / 2 : distance;
}
