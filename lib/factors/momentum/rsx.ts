import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";

/** Stages of a filter, and numbers that a filter keeps. */
const STAGES = 3;
const KEPT = 2 * STAGES;

/** The next value of a filter of three stages, each 1.5·a − 0.5·b of two averages one behind the other. `at`: its registers. */
function smooth(value: number, registers: Float64Array, at: number, weight: number): number {
  let passed = value;
  for (let k = at; k < at + KEPT; k += 2) {
    const first = registers[k]! + weight * (passed - registers[k]!);
    const second = registers[k + 1]! + weight * (first - registers[k + 1]!);
    registers[k] = first;
    registers[k + 1] = second;
    passed = 1.5 * first - 0.5 * second;
  }
  return passed;
}

/** RSX: 50·(1 + s(Δ)/s(|Δ|)) within 0 and 100, Δ the change of x, s a smooth filter of little lag. Percent, NaN for t < period; 50 where x has not moved. Jurik. */
export function rsx(x: Line, period: number): Line {
  const weight = 3 / (period + 2);
  return operator("rsx", [x], [period], {
    delay: period,
    lookback: 1,
    registers: 2 * KEPT,
    start: ([x], [out], registers) => (from, to, seen) => {
      for (let t = seen === 0 ? from + 1 : from; t < to; t++) {
        const step = x[t]! - x[t - 1]!;
        const moved = smooth(step, registers, 0, weight);
        const distance = smooth(Math.abs(step), registers, KEPT, weight);
        out[t] = distance > 0 ? Math.min(100, Math.max(0, 50 * (moved / distance + 1))) : 50;
      }
    },
  });
}

export const rsxFactor = defineFactor({
  name: "rsx",
  family: "momentum",
  formula: "50·(1 + s(Δ)/s(|Δ|)) within 0 and 100; s: three stages 1.5·a − 0.5·b, a and b averages one behind the other, moved by 3/(period + 2) of the difference",
  source: "Jurik's RSX as pandas-ta rsx has it, started from the first bar",
  edge: "50 if the close has not moved since the start",
  inputs: ["close"],
  parameters: { period: barCount(2, 500) },
  outputs: [{ id: "rsx", description: "Relative strength without noise and with little lag", unit: "percent" }],
  defaults: [],
  more: [[14]],
  lines: ({ close }, { period }) => [rsx(close, period)],
});
