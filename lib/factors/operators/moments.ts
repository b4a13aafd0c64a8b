import { operator, type Line } from "../engine/line.ts";
import { inEras } from "./eras.ts";

/** Where a moment is so small beside all powers that came into the sums, rounding could show. */
const DOUBTFUL_SQUARES = 2e-4;
const DOUBTFUL_FOURTH = 5e-7;

/** Skewness of the last `period` values, corrected for small samples: G1 of Joanes and Gill 1998. 0 where they are equal. */
export function skewness(x: Line, period: number): Line {
  return operator("skewness", [x], [period], {
    delay: period - 1,
    lookback: period,
    registers: 5,
    start: ([x], [out], registers) =>
      inEras(period, {
        registers,
        takeAnew: (t) => takeAnew(x, t, period, registers),
        move: (from, to) => moveSkewness(x, out, from, to, period, registers),
        recompute: (t) => {
          const [second, third] = centralSums(x, t, period);
          out[t] = second === 0 ? 0 : (skewnessFactor(period) * third) / (second * Math.sqrt(second));
        },
      }),
  });
}

/** Excess kurtosis of the last `period` values, corrected for small samples: G2 of Joanes and Gill 1998. 0 where they are equal. */
export function excessKurtosis(x: Line, period: number): Line {
  return operator("excessKurtosis", [x], [period], {
    delay: period - 1,
    lookback: period,
    registers: 6,
    start: ([x], [out], registers) =>
      inEras(period, {
        registers,
        takeAnew: (t) => takeAnew(x, t, period, registers),
        move: (from, to) => moveKurtosis(x, out, from, to, period, registers),
        recompute: (t) => {
          const [second, , fourth] = centralSums(x, t, period);
          out[t] = second === 0 ? 0 : kurtosisFactor(period) * (period + 1) * (fourth / (second * second)) + kurtosisOffset(period);
        },
      }),
  });
}

/** Makes Σd³ / (Σd²)^1.5 a skewness. */
function skewnessFactor(n: number): number {
  return (n * Math.sqrt(n - 1)) / (n - 2);
}

/** Makes Σd⁴ / (Σd²)² a kurtosis. */
function kurtosisFactor(n: number): number {
  return ((n - 1) * n) / ((n - 2) * (n - 3));
}

function kurtosisOffset(n: number): number {
  return (-3 * (n - 1) * (n - 1)) / ((n - 2) * (n - 3));
}

/** Origin, sums of d, d², d³, of d⁴ for the kurtosis, and the least moment that is beyond doubt. */
function takeAnew(x: Float64Array, t: number, period: number, registers: Float64Array): void {
  const origin = x[t - 1]!;
  let s1 = 0, s2 = 0, s3 = 0, s4 = 0;
  for (let k = t - period; k < t; k++) {
    const d = x[k]! - origin;
    s1 += d;
    s2 += d * d;
    s3 += d * d * d;
    s4 += d * d * (d * d);
  }
  registers[0] = origin;
  registers[1] = s1;
  registers[2] = s2;
  registers[3] = s3;
  if (registers.length === 5) registers[4] = DOUBTFUL_SQUARES * s2;
  else {
    registers[4] = s4;
    registers[5] = DOUBTFUL_FOURTH * s4;
  }
}

function moveSkewness(x: Float64Array, out: Float64Array, from: number, to: number, period: number, registers: Float64Array): boolean {
  const origin = registers[0]!;
  const share = 1 / period;
  const factor = skewnessFactor(period);
  let s1 = registers[1]!, s2 = registers[2]!, s3 = registers[3]!, least = registers[4]!;
  let isDoubtful = false;
  for (let t = from; t < to; t++) {
    const d = x[t]! - origin;
    const left = x[t - period]! - origin;
    const dd = d * d;
    const leftLeft = left * left;
    s1 += d - left;
    s2 += dd - leftLeft;
    s3 += dd * d - leftLeft * left;
    least += DOUBTFUL_SQUARES * dd;
    const m = s1 * share;
    const ms1 = m * s1;
    const second = s2 - ms1;
    out[t] = (factor * (s3 - m * (3 * s2 - 2 * ms1))) / (second * Math.sqrt(second));
    if (second <= least) isDoubtful = true;
  }
  registers[1] = s1;
  registers[2] = s2;
  registers[3] = s3;
  registers[4] = least;
  return isDoubtful;
}

function moveKurtosis(x: Float64Array, out: Float64Array, from: number, to: number, period: number, registers: Float64Array): boolean {
  const origin = registers[0]!;
  const share = 1 / period;
  const factor = kurtosisFactor(period) * (period + 1);
  const offset = kurtosisOffset(period);
  let s1 = registers[1]!, s2 = registers[2]!, s3 = registers[3]!, s4 = registers[4]!, least = registers[5]!;
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
    least += DOUBTFUL_FOURTH * dd * dd;
    const m = s1 * share;
    const ms1 = m * s1;
    const second = s2 - ms1;
    const fourth = s4 - m * (4 * s3 - m * (6 * s2 - 3 * ms1));
    out[t] = factor * (fourth / (second * second)) + offset;
    if (fourth <= least) isDoubtful = true;
  }
  registers[1] = s1;
  registers[2] = s2;
  registers[3] = s3;
  registers[4] = s4;
  registers[5] = least;
  return isDoubtful;
}

/** Sums of powers of the deviations from the mean of one window, in two passes. */
function centralSums(x: Float64Array, t: number, period: number): readonly [second: number, third: number, fourth: number] {
  const origin = x[t]!;
  let sum = 0;
  for (let k = t - period + 1; k <= t; k++) sum += x[k]! - origin;
  const shift = sum / period;
  let second = 0, third = 0, fourth = 0;
  for (let k = t - period + 1; k <= t; k++) {
    const d = x[k]! - origin - shift;
    second += d * d;
    third += d * d * d;
    fourth += d * d * (d * d);
  }
  return [second, third, fourth];
}
