import { operators, type Line } from "../engine/line.ts";

/** Coefficients of Ehlers' four-term Hilbert transform. */
const OUTER = 0.0962;
const INNER = 0.5769;
const RADIANS_TO_DEGREES = 180 / Math.PI;

/** The analytic signal of a price, and the period of its dominant cycle in rows. */
export type Hilbert = {
  /** Price smoothed with weights 4, 3, 2, 1; 0 before the transform begins. Has values from the first row. */
  readonly smooth: Line;
  readonly inphase: Line;
  readonly quadrature: Line;
  /** Smoothed period of the dominant cycle, 6 to 50 once it has settled. */
  readonly cyclePeriod: Line;
};

/**
 * Ehlers' homodyne discriminator. The price is smoothed, freed of its trend and turned by 90° with filters whose width follows the period found so far;
 * the period is what the phase advances from row to row. It begins at row `begin` with everything 0, as TA-Lib does: 12 or 37.
 * NaN for t < begin but in `smooth`. Ehlers 2001, Rocket Science for Traders.
 */
export function hilbert(x: Line, begin: 12 | 37): Hilbert {
  const [smooth, , , inphase, quadrature, cyclePeriod] = operators("hilbert", [x], [begin], {
    delays: [0, 0, 0, begin, begin, begin] as const,
    lookback: 9,
    registers: 6,
    start: ([x], [smooth, detrender, turned, inphase, quadrature, cyclePeriod], registers) => (from, to, seen) => {
      const start = Math.min(to, Math.max(from, from + begin - seen));
      for (const output of [smooth, detrender, turned]) output.fill(0, from, start);
      run(x, smooth, detrender, turned, inphase, quadrature, cyclePeriod, start, to, registers);
    },
  });
  return { smooth, inphase, quadrature, cyclePeriod };
}

function run(x: Float64Array, smooth: Float64Array, detrender: Float64Array, turned: Float64Array, inphase: Float64Array, quadrature: Float64Array, cyclePeriod: Float64Array, from: number, to: number, registers: Float64Array): void {
  let period = registers[0]!, smoothPeriod = registers[1]!, i2 = registers[2]!, q2 = registers[3]!, re = registers[4]!, im = registers[5]!;
  for (let t = from; t < to; t++) {
    const width = 0.075 * period + 0.54;
    smooth[t] = (4 * x[t]! + 3 * x[t - 1]! + 2 * x[t - 2]! + x[t - 3]!) * 0.1;
    detrender[t] = (OUTER * (smooth[t]! - smooth[t - 6]!) + INNER * (smooth[t - 2]! - smooth[t - 4]!)) * width;
    turned[t] = (OUTER * (detrender[t]! - detrender[t - 6]!) + INNER * (detrender[t - 2]! - detrender[t - 4]!)) * width;
    const q1 = turned[t]!;
    const i1 = detrender[t - 3]!;
    const jI = (OUTER * (i1 - detrender[t - 9]!) + INNER * (detrender[t - 5]! - detrender[t - 7]!)) * width;
    const jQ = (OUTER * (q1 - turned[t - 6]!) + INNER * (turned[t - 2]! - turned[t - 4]!)) * width;
    const q2Now = 0.2 * (q1 + jI) + 0.8 * q2;
    const i2Now = 0.2 * (i1 - jQ) + 0.8 * i2;
    re = 0.2 * (i2Now * i2 + q2Now * q2) + 0.8 * re;
    im = 0.2 * (i2Now * q2 - q2Now * i2) + 0.8 * im;
    i2 = i2Now;
    q2 = q2Now;
    let found = im !== 0 && re !== 0 ? 360 / (Math.atan(im / re) * RADIANS_TO_DEGREES) : period;
    if (found > 1.5 * period) found = 1.5 * period;
    if (found < 0.67 * period) found = 0.67 * period;
    if (found < 6) found = 6;
    else if (found > 50) found = 50;
    period = 0.2 * found + 0.8 * period;
    smoothPeriod = 0.33 * period + 0.67 * smoothPeriod;
    inphase[t] = i1;
    quadrature[t] = q1;
    cyclePeriod[t] = smoothPeriod;
  }
  registers[0] = period;
  registers[1] = smoothPeriod;
  registers[2] = i2;
  registers[3] = q2;
  registers[4] = re;
  registers[5] = im;
}
