import { operator, operators, type Line } from "../engine/line.ts";

/** Where the fourth moment is so small beside the sums it is taken from, rounding could show: it is computed from its window alone. */
const DOUBTFUL = 1e-6;

/**
 * Sums of the second, third and fourth powers of the deviations of the last `period` values from their mean.
 * Sums of powers of d, d the distance to a value of the window, are carried for at most four periods (64 rows if that is more) and then taken anew.
 * So the error does not grow with the length of the series; equal values give exactly 0.
 */
export function centralMoments(x: Line, period: number): readonly [second: Line, third: Line, fourth: Line] {
  const era = Math.max(64, 4 * period);
  return operators("centralMoments", [x], [period], {
    delays: [period - 1, period - 1, period - 1] as const,
    lookback: period,
    registers: 6,
    start: ([x], [second, third, fourth], registers) => (from, to, seen) => {
      for (let t = from; t < to; ) {
        const rows = seen + t - from;
        const place = rows % era;
        // The first window is computed by itself.
        const end = Math.min(to, t + era - place, rows < period ? t + period - rows : to);
        if (rows >= period) {
          if (place === 0 || rows === period) takeAnew(x, t, period, registers);
          if (runEra(x, second, third, fourth, t, end, period, registers)) mend(x, second, third, fourth, t, end, period);
        } else if (rows + end - t === period) recompute(x, second, third, fourth, end - 1, period);
        t = end;
      }
    },
  });
}

/** Skewness of the last `period` values, corrected for small samples: G1 of Joanes and Gill 1998. 0 where they are equal. */
export function skewness(x: Line, period: number): Line {
  const [second, third] = centralMoments(x, period);
  const factor = Math.sqrt(period * (period - 1)) / (period - 2) / period;
  const share = 1 / period;
  return operator("skewness", [second, third], [period], { start: ([second, third], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const variance = second[t]! * share;
      out[t] = variance === 0 ? 0 : (factor * third[t]!) / (variance * Math.sqrt(variance));
    }
  } });
}

/** Excess kurtosis of the last `period` values, corrected for small samples: G2 of Joanes and Gill 1998. 0 where they are equal. */
export function excessKurtosis(x: Line, period: number): Line {
  const [second, , fourth] = centralMoments(x, period);
  const factor = (period - 1) / ((period - 2) * (period - 3));
  return operator("excessKurtosis", [second, fourth], [period], { start: ([second, fourth], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const squares = second[t]! * second[t]!;
      out[t] = squares === 0 ? 0 : factor * ((period + 1) * ((period * fourth[t]!) / squares - 3) + 6);
    }
  } });
}

/** Sums of the window that ends before row t. */
function takeAnew(x: Float64Array, t: number, period: number, registers: Float64Array): void {
  const origin = x[t - 1]!;
  registers.fill(0);
  registers[0] = origin;
  for (let k = t - period; k < t; k++) {
    const d = x[k]! - origin;
    registers[1]! += d;
    registers[2]! += d * d;
    registers[3]! += d * d * d;
    registers[4]! += d * d * (d * d);
  }
  registers[5] = registers[4]!;
}

/** Doubtful rows are marked with NaN; true if there are any. */
function runEra(x: Float64Array, second: Float64Array, third: Float64Array, fourth: Float64Array, from: number, to: number, period: number, registers: Float64Array): boolean {
  const origin = registers[0]!;
  const share = 1 / period;
  let s1 = registers[1]!;
  let s2 = registers[2]!;
  let s3 = registers[3]!;
  let s4 = registers[4]!;
  let peak = registers[5]!;
  let isDoubtful = false;
  for (let t = from; t < to; t++) {
    const d = x[t]! - origin;
    const left = x[t - period]! - origin;
    const dd = d * d;
    const leftLeft = left * left;
    s1 += d - left;
    s2 += dd - leftLeft;
    s3 += dd * d - leftLeft * left;
    s4 += dd * dd - leftLeft * leftLeft;
    if (s4 > peak) peak = s4;
    const m = s1 * share;
    const ms1 = m * s1;
    const m4 = s4 - m * (4 * s3 - m * (6 * s2 - 3 * ms1));
    second[t] = s2 - ms1;
    third[t] = s3 - m * (3 * s2 - 2 * ms1);
    fourth[t] = m4;
    if (!(m4 > DOUBTFUL * peak)) {
      isDoubtful = true;
      fourth[t] = Number.NaN;
    }
  }
  registers[1] = s1;
  registers[2] = s2;
  registers[3] = s3;
  registers[4] = s4;
  registers[5] = peak;
  return isDoubtful;
}

function mend(x: Float64Array, second: Float64Array, third: Float64Array, fourth: Float64Array, from: number, to: number, period: number): void {
  for (let t = from; t < to; t++) if (Number.isNaN(fourth[t]!)) recompute(x, second, third, fourth, t, period);
}

/** One window by itself, in two passes. */
function recompute(x: Float64Array, second: Float64Array, third: Float64Array, fourth: Float64Array, t: number, period: number): void {
  const origin = x[t]!;
  let sum = 0;
  for (let k = t - period + 1; k <= t; k++) sum += x[k]! - origin;
  const shift = sum / period;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (let k = t - period + 1; k <= t; k++) {
    const d = x[k]! - origin - shift;
    m2 += d * d;
    m3 += d * d * d;
    m4 += d * d * (d * d);
  }
  second[t] = m2;
  third[t] = m3;
  fourth[t] = m4;
}
