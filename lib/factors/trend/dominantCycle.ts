import { operator, operators, type Line } from "../engine/line.ts";
import type { Hilbert } from "./hilbert.ts";

/** Longest period of the dominant cycle, in rows. */
const LONGEST = 50;
const DEGREES = 180 / Math.PI;
/** Of the circle in n steps, sine and cosine of step k at n·LONGEST + k. */
const SINES = circle(Math.sin);
const COSINES = circle(Math.cos);

function circle(of: (angle: number) => number): Float64Array {
  const table = new Float64Array((LONGEST + 1) * LONGEST);
  for (let n = 1; n <= LONGEST; n++) for (let k = 0; k < n; k++) table[n * LONGEST + k] = of((2 * Math.PI * k) / n);
  return table;
}

/**
 * Phase of the dominant cycle in degrees, −45 to 315: the angle of the last cycle's Fourier component, moved on by the row the smoothing lags behind.
 * Where the price has stood still for the whole cycle it stays what it was. Ehlers 2001.
 */
export function cyclePhase({ cyclePeriod, smooth }: Hilbert): Line {
  return operator("cyclePhase", [smooth, cyclePeriod], [], { lookback: LONGEST - 1, registers: 1, start: ([smooth, cyclePeriod], [out], registers) => (from, to) => {
    registers[0] = runPhase(smooth, cyclePeriod, out, from, to, registers[0]!);
  } });
}

function runPhase(smooth: Float64Array, cyclePeriod: Float64Array, out: Float64Array, from: number, to: number, before: number): number {
  const sines = SINES;
  const cosines = COSINES;
  let phase = before;
  for (let t = from; t < to; t++) {
    const period = cyclePeriod[t]!;
    const rows = (period + 0.5) | 0;
    const now = smooth[t]!;
    let real = 0;
    let imaginary = rows === 1 ? now : 0;
    // Sines and cosines of a circle add up to 0, so the present level can be taken off: digits are saved. Step k and step rows − k share theirs.
    for (let k = 1, place = rows * LONGEST + 1; 2 * k < rows; k++, place++) {
      const late = smooth[t - k]! - now;
      const early = smooth[t - rows + k]! - now;
      real += sines[place]! * (late - early);
      imaginary += cosines[place]! * (late + early);
    }
    if (rows > 0 && rows % 2 === 0) imaginary -= smooth[t - (rows >> 1)]! - now;
    if (real !== 0 || imaginary !== 0) {
      phase = imaginary === 0 ? phase + Math.sign(real) * 90 : Math.atan(real / imaginary) * DEGREES;
      phase += 90 + 360 / period;
      if (imaginary < 0) phase += 180;
      if (phase > 315) phase -= 360;
    }
    out[t] = phase;
  }
  return phase;
}

/** Sine of the phase, and of the phase 45° later. */
export function cycleSines(phase: Line): readonly [sine: Line, leadSine: Line] {
  return operators("cycleSines", [phase], [], { delays: [0, 0] as const, start: ([phase], [sine, leadSine]) => (from, to) => {
    for (let t = from; t < to; t++) {
      sine[t] = Math.sin(phase[t]! / DEGREES);
      leadSine[t] = Math.sin((phase[t]! + 45) / DEGREES);
    }
  } });
}

/** Mean price over the dominant cycle, in which the cycle vanishes, smoothed with weights 4, 3, 2, 1. */
export function cycleTrend(x: Line, { cyclePeriod }: Hilbert): Line {
  return operator("cycleTrend", [x, cyclePeriod], [], { lookback: LONGEST - 1, registers: 3, start: ([x, cyclePeriod], [out], registers) => (from, to) => {
    runTrend(x, cyclePeriod, out, from, to, registers);
  } });
}

function runTrend(x: Float64Array, cyclePeriod: Float64Array, out: Float64Array, from: number, to: number, registers: Float64Array): void {
  let one = registers[0]!, two = registers[1]!, three = registers[2]!;
  for (let t = from; t < to; t++) {
    const rows = (cyclePeriod[t]! + 0.5) | 0;
    let sum = rows % 2 === 1 ? x[t]! : 0;
    // Pairs, so that half as many sums wait for each other.
    for (let k = rows % 2; k < rows; k += 2) sum += x[t - k]! + x[t - k - 1]!;
    const mean = rows > 0 ? sum / rows : 0;
    out[t] = (4 * mean + 3 * one + 2 * two + three) / 10;
    three = two;
    two = one;
    one = mean;
  }
  registers[0] = one;
  registers[1] = two;
  registers[2] = three;
}
