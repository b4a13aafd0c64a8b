import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean, squared } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

const STEPS = [1, 2, 4, 8, 16];

/**
 * Hurst exponent: half the slope of ln mean(r²) on ln step, r the log returns over 1, 2, 4, 8 and 16 bars of the last `period` rows.
 * Number, NaN for t < period + 15; 0.5 where the price does not move.
 */
export function hurst(x: Line, period: number): Line {
  const logs = STEPS.map(Math.log);
  const centre = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const spread = logs.reduce((sum, log) => sum + (log - centre) ** 2, 0);
  const weights = logs.map((log) => (log - centre) / (2 * spread));
  return operator("hurst", STEPS.map((step) => mean(squared(logReturn(x, step)), period)), [], { start: (squares, [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      let slope = 0;
      for (let k = 0; k < squares.length; k++) slope += weights[k]! * Math.log(squares[k]![t]!);
      out[t] = Number.isFinite(slope) ? slope : 0.5;
    }
  } });
}

export const hurstFactor = defineFactor({
  name: "hurst",
  family: "statistical",
  formula: "slope of ½·ln mean(r²) on ln step, r = ln(close/close[−step]) over period, step = 1, 2, 4, 8, 16",
  source: "Hurst 1951; generalized exponent with q = 2 of Di Matteo 2007",
  edge: "0.5 where the price does not move over one of the steps",
  inputs: ["close"],
  parameters: { period: barCount(20, 1000) },
  outputs: [{ id: "hurst", description: "Hurst exponent: above 0.5 trends, below 0.5 returns to the mean", unit: "number" }],
  defaults: [],
  example: [100],
  lines: ({ close }, { period }) => [hurst(close, period)],
});
