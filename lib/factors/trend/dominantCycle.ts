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
    let phase = registers[0]!;
    for (let t = from; t < to; t++) {
      const period = cyclePeriod[t]!;
      const rows = Math.floor(period + 0.5);
      // Over a whole circle sines and cosines add up to 0, so any level can be taken off: digits are saved.
      const level = rows > 1 ? smooth[t]! : 0;
      let real = 0;
      let imaginary = 0;
      for (let k = 0, place = rows * LONGEST; k < rows; k++, place++) {
        const value = smooth[t - k]! - level;
        real += SINES[place]! * value;
        imaginary += COSINES[place]! * value;
      }
      if (real !== 0 || imaginary !== 0) {
        phase = imaginary === 0 ? phase + Math.sign(real) * 90 : Math.atan(real / imaginary) * DEGREES;
        phase += 90 + 360 / period;
        if (imaginary < 0) phase += 180;
        if (phase > 315) phase -= 360;
      }
      out[t] = phase;
    }
    registers[0] = phase;
  } });
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
    let one = registers[0]!, two = registers[1]!, three = registers[2]!;
    for (let t = from; t < to; t++) {
      const rows = Math.floor(cyclePeriod[t]! + 0.5);
      let sum = 0;
      for (let k = 0; k < rows; k++) sum += x[t - k]!;
      const mean = rows > 0 ? sum / rows : 0;
      out[t] = (4 * mean + 3 * one + 2 * two + three) / 10;
      three = two;
      two = one;
      one = mean;
    }
    registers[0] = one;
    registers[1] = two;
    registers[2] = three;
  } });
}
