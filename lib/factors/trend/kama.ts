import { operator, type Line } from "../engine/line.ts";
import { absolute, change, sum } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

const FASTEST = 2 / 3;
const SLOWEST = 2 / 31;

/** How far the price came as a share of the way it went over `period` bars: 1 straight, 0 back where it was; 1 where it did not move. Ratio, NaN for t < period. Kaufman 1995. */
export function efficiency(x: Line, period: number): Line {
  return operator("efficiency", [change(x, period), sum(absolute(change(x, 1)), period)], [], { start: ([come, gone], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = gone[t]! <= Math.abs(come[t]!) ? 1 : Math.abs(come[t]!) / gone[t]!;
  } });
}

/** An average that moves by a share of the difference that changes from row to row; it starts at the value before its first row. */
export function adaptiveAverage(x: Line, weight: Line): Line {
  return operator("adaptiveAverage", [x, weight], [], { lookback: 1, registers: 1, start: ([x, weight], [out], registers) => (from, to, seen) => {
    let average = seen === 0 ? x[from - 1]! : registers[0]!;
    for (let t = from; t < to; t++) {
      average += weight[t]! * (x[t]! - average);
      out[t] = average;
    }
    registers[0] = average;
  } });
}

/** Kaufman's adaptive moving average: moves by (E·(2/3 − 2/31) + 2/31)² of the difference, E the efficiency. Price, NaN for t < period. */
export function kaufmanAverage(x: Line, period: number): Line {
  const weight = operator("kaufmanWeight", [efficiency(x, period)], [], { start: ([efficiency], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (efficiency[t]! * (FASTEST - SLOWEST) + SLOWEST) ** 2;
  } });
  return adaptiveAverage(x, weight);
}

export const kamaFactor = movingAverage({
  name: "kama",
  words: "Kaufman adaptive moving average",
  formula: "k += w·(close − k), w = (E·(2/3 − 2/31) + 2/31)², E = |close − close[−period]| / Σ |close − close[−1]|",
  source: "Kaufman 1995; TA-Lib KAMA",
  average: ({ close }, period) => kaufmanAverage(close, period),
  more: [[10], [30]],
});
