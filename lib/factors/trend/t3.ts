import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor, optionalNumber } from "../factor.ts";
import { distance } from "../operators/index.ts";

const STAGES = 6;

/**
 * Tillson's T3: six EMAs, each of the one before, the last four combined so that the lag of the first is taken back. `volume` says by how much.
 * Price, NaN for t < 6·(period − 1). Tillson 1998.
 */
export function tillson(x: Line, period: number, volume: number): Line {
  const v2 = volume * volume;
  const v3 = v2 * volume;
  const shares = [1 + 3 * volume + 3 * v2 + v3, -6 * v2 - 3 * (volume + v3), 3 * (v2 + v3), -v3] as const;
  return operator("tillson", [x], [period, volume], { delay: STAGES * (period - 1), registers: STAGES, start: ([x], [out], registers) => (from, to, seen) => {
    const settled = Math.min(to, Math.max(from, from + STAGES * (period - 1) + 1 - seen));
    for (let t = from; t < settled; t++) out[t] = begin(x[t]!, seen + t - from, period, shares, registers);
    run(x, out, settled, to, 2 / (period + 1), shares, registers);
  } });
}

/** One row while the averages start, each as the mean of its first `period` values. */
function begin(value: number, row: number, period: number, [c3, c4, c5, c6]: readonly [number, number, number, number], registers: Float64Array): number {
  let input = value;
  for (let stage = 0; stage < STAGES; stage++) {
    const rows = row - stage * (period - 1);
    if (rows < 0) return Number.NaN;
    if (rows < period) {
      registers[stage]! += input;
      if (rows < period - 1) return Number.NaN;
      registers[stage]! /= period;
    } else registers[stage]! += (2 / (period + 1)) * (input - registers[stage]!);
    input = registers[stage]!;
  }
  return c3 * registers[2]! + c4 * registers[3]! + c5 * registers[4]! + c6 * registers[5]!;
}

function run(x: Float64Array, out: Float64Array, from: number, to: number, weight: number, [c3, c4, c5, c6]: readonly [number, number, number, number], registers: Float64Array): void {
  let e1 = registers[0]!, e2 = registers[1]!, e3 = registers[2]!, e4 = registers[3]!, e5 = registers[4]!, e6 = registers[5]!;
  for (let t = from; t < to; t++) {
    e1 += weight * (x[t]! - e1);
    e2 += weight * (e1 - e2);
    e3 += weight * (e2 - e3);
    e4 += weight * (e3 - e4);
    e5 += weight * (e4 - e5);
    e6 += weight * (e5 - e6);
    out[t] = c3 * e3 + c4 * e4 + c5 * e5 + c6 * e6;
  }
  registers[0] = e1;
  registers[1] = e2;
  registers[2] = e3;
  registers[3] = e4;
  registers[4] = e5;
  registers[5] = e6;
}

export const t3Factor = defineFactor({
  name: "t3",
  family: "trend",
  formula: "c3·e3 + c4·e4 + c5·e5 + c6·e6, e[k] = EMA(e[k−1]), c6 = −v³, c5 = 3v² + 3v³, c4 = −6v² − 3v − 3v³, c3 = 1 + 3v + 3v² + v³; distance = close/t3 − 1",
  source: "Tillson 1998; TA-Lib T3",
  edge: "the price itself on flat prices, up to rounding",
  inputs: ["close"],
  parameters: { period: barCount(2, 500), volume: optionalNumber(0.7, 0, 1) },
  outputs: [
    { id: "t3", description: "Tillson's T3 average of the close", unit: "price" },
    { id: "t3_distance", description: "Distance of the close to its T3 average", unit: "ratio" },
  ],
  defaults: [],
  more: [[5], [20]],
  lines: ({ close }, { period, volume }) => {
    const line = tillson(close, period, volume);
    return [line, distance(close, line)];
  },
});
