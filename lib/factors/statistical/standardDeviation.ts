import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { meanAndSquares } from "../operators/index.ts";

/** Variance of the last `period` values, divided by period. Square of the unit of x, NaN for t < period − 1; 0 where x does not vary. */
export function variance(x: Line, period: number): Line {
  return operator("variance", [meanAndSquares(x, period)[1]], [period], { start: ([squares], [out]) => (from, to) => share(squares, out, from, to, 1 / period) });
}

function share(squares: Float64Array, out: Float64Array, from: number, to: number, part: number): void {
  for (let t = from; t < to; t++) out[t] = squares[t]! * part;
}

/** Standard deviation of the last `period` values, divided by period. Unit of x, NaN for t < period − 1; 0 where x does not vary. */
export function standardDeviation(x: Line, period: number): Line {
  return meanAndSquares(x, period)[2];
}

export const standardDeviationFactor = defineFactor({
  name: "stddev",
  family: "statistical",
  formula: "σ = √(Σ(close − mean)²/period); variance = σ²",
  source: "TA-Lib STDDEV and VAR",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "stddev", description: "Standard deviation of the close", unit: "price" },
    { id: "variance", description: "Variance of the close", unit: "squared price" },
  ],
  defaults: [],
  more: [[5], [20]],
  lines: ({ close }, { period }) => [standardDeviation(close, period), variance(close, period)],
});
