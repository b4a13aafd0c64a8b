import { operator, type Kernel, type Line } from "../engine/line.ts";

/** What can be read from the sorted values of a window: a quantile q, the median distance to the median, the mean of the lowest share q, the rank of the newest. */
const READINGS = ["quantile", "medianDeviation", "lowestMean", "rank"] as const;
type Reading = (typeof READINGS)[number];

/** Windows that are longer find the place of the new value by halving too, and move what lies between in one piece. */
const SHORT = 40;

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

/** Mean of the lowest values of the last `period`, a share of them, rounded up. */
export function lowestMean(x: Line, period: number, share: number): Line {
  return fromSorted("lowestMean", x, period, share);
}

/** Rank of the newest of the last `period` values as a share of them; equal values share their ranks. */
export function sortedRank(x: Line, period: number): Line {
  return fromSorted("rank", x, period, 0);
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
  const [only, ...others] = parameters.map(([reading, q], k) => readingOf(READINGS[reading!]!, q!, sorted, x, outputs[k]!));
  return (from, to, seen) => {
    for (let t = Math.max(from, from + period - 1 - seen); t < to; t++) {
      if (seen + t - from === period - 1) {
        sorted.set(x.subarray(t - period + 1, t + 1));
        sorted.sort();
      } else exchange(sorted, x[t - period]!, x[t]!, period);
      only!(t);
      for (let k = 0; k < others.length; k++) others[k]!(t);
    }
  };
}

/** Takes one value out of sorted ones and puts another in. Places are found by halving, without a branch that could be guessed wrong. */
function exchange(sorted: Float64Array, left: number, value: number, period: number): void {
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
  if (period > SHORT) place = jump(sorted, place, left, value, period);
  else if (value > left) for (; place + 1 < period && sorted[place + 1]! < value; place++) sorted[place] = sorted[place + 1]!;
  else for (; place > 0 && sorted[place - 1]! > value; place--) sorted[place] = sorted[place - 1]!;
  sorted[place] = value;
}

/** Frees the place of a value in a long window. */
function jump(sorted: Float64Array, from: number, left: number, value: number, period: number): number {
  let to = 0;
  for (let size = period; size > 1; ) {
    const half = size >> 1;
    to += Number(sorted[to + half]! <= value) * half;
    size -= half;
  }
  if (value > left) sorted.copyWithin(from, from + 1, to + 1);
  else {
    to += Number(sorted[to]! < value);
    sorted.copyWithin(to + 1, to, from);
  }
  return to;
}

function readingOf(reading: Reading, q: number, sorted: Float64Array, x: Float64Array, out: Float64Array): (t: number) => void {
  const count = sorted.length;
  if (reading === "quantile") {
    const below = Math.floor(q * (count - 1));
    const part = q * (count - 1) - below;
    const above = Math.min(below + 1, count - 1);
    return (t) => {
      out[t] = sorted[below]! + part * (sorted[above]! - sorted[below]!);
    };
  }
  if (reading === "lowestMean") return (t) => {
    out[t] = meanOfFirst(sorted, Math.ceil(q * count));
  };
  if (reading === "rank") return (t) => {
    out[t] = rankOf(sorted, x[t]!) / count;
  };
  return (t) => {
    const upper = rankedDistance(sorted, count >> 1);
    out[t] = count % 2 === 1 ? upper : (upper + rankedDistance(sorted, (count >> 1) - 1)) / 2;
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
  while (last + 1 < sorted.length && sorted[last + 1] === value) last++;
  return (first + last) / 2 + 1;
}

/**
 * The distance to the median that has `rank` smaller ones. Below the middle and above it the distances grow with the place;
 * how many of the smallest lie below is found by halving.
 */
function rankedDistance(sorted: Float64Array, rank: number): number {
  const count = sorted.length;
  const under = (count - 1) >> 1;
  const over = under + 1;
  const centre = (sorted[under]! + sorted[count >> 1]!) / 2;
  let least = Math.max(0, rank + 1 - (count - over));
  let most = Math.min(rank + 1, over);
  while (least < most) {
    const below = (least + most) >> 1;
    if (centre - sorted[under - below]! < sorted[over + rank - below]! - centre) least = below + 1;
    else most = below;
  }
  const down = least > 0 ? centre - sorted[under - least + 1]! : 0;
  const up = rank + 1 > least ? sorted[over + rank - least]! - centre : 0;
  return down > up ? down : up;
}
