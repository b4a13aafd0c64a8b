import { operators, type Line } from "../engine/line.ts";
import { defineFactor, realNumber } from "../factor.ts";
import { hilbert } from "./hilbert.ts";

const DEGREES = 180 / Math.PI;

/**
 * MESA adaptive moving average: its weight is `fast` divided by the degrees the cycle's phase advances, not below `slow`; FAMA follows it at half the weight.
 * Both start from 0 when the transform starts, as in TA-Lib, so the first values lie below the price. Price, NaN for t < 32. Ehlers 2001.
 */
export function mesaAverage(x: Line, fast: number, slow: number): readonly [mama: Line, fama: Line] {
  const { inphase, quadrature } = hilbert(x, 12);
  return operators("mesaAverage", [x, inphase, quadrature], [fast, slow], {
    delays: [20, 20] as const,
    registers: 3,
    start: ([x, inphase, quadrature], [mama, fama], registers) => (from, to) => {
      let phase = registers[0]!, average = registers[1]!, follower = registers[2]!;
      for (let t = from; t < to; t++) {
        const now = inphase[t] === 0 ? 0 : Math.atan(quadrature[t]! / inphase[t]!) * DEGREES;
        const weight = Math.max(slow, fast / Math.max(1, phase - now));
        phase = now;
        average += weight * (x[t]! - average);
        follower += 0.5 * weight * (average - follower);
        mama[t] = average;
        fama[t] = follower;
      }
      registers[0] = phase;
      registers[1] = average;
      registers[2] = follower;
    },
  });
}

export const mamaFactor = defineFactor({
  name: "mama",
  family: "trend",
  formula: "m += w·(close − m), w = max(slow, fast/max(1, fall of the phase in degrees)), phase = arctan(quadrature/inphase); fama += w/2·(m − fama)",
  source: "Ehlers 2001, MESA and Trading Market Cycles; TA-Lib MAMA",
  edge: "comes near the price on flat prices; starts from 0; phase 0 where the in-phase part is 0, which TA-Lib may round to a number with a phase of 90°",
  inputs: ["close"],
  parameters: { fast: realNumber(0.01, 0.99), slow: realNumber(0.01, 0.99) },
  outputs: [
    { id: "mama", description: "MESA adaptive moving average", unit: "price" },
    { id: "fama", description: "Following adaptive moving average", unit: "price" },
  ],
  defaults: [],
  more: [[0.5, 0.05]],
  refuse: ({ fast, slow }) => (slow <= fast ? undefined : `slow (${slow}) must not be above fast (${fast})`),
  lines: ({ close }, { fast, slow }) => mesaAverage(close, fast, slow),
});
