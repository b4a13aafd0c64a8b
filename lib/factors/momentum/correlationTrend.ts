import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { meanAndSquares, regression } from "../operators/index.ts";

/** Correlation of x with time over the last `period` values, −1 to 1; 0 where x does not vary. */
export function correlationWithTime(x: Line, period: number): Line {
  const spread = Math.sqrt((period * (period * period - 1)) / 12);
  return operator("correlationWithTime", [regression(x, period).slope, meanAndSquares(x, period)[1]], [period], { start: ([slope, squares], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const correlation = squares[t] === 0 ? 0 : (slope[t]! * spread) / Math.sqrt(squares[t]!);
      out[t] = correlation > 1 ? 1 : correlation < -1 ? -1 : correlation;
    }
  } });
}

export const correlationTrendFactor = defineFactor({
  name: "correlation_trend",
  family: "momentum",
  formula: "correlation of the last period closes with 1, 2, …, period",
  source: "Ehlers 2020; pandas-ta cti",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(3, 1000) },
  outputs: [{ id: "correlation_trend", description: "Correlation of the close with time", unit: "ratio" }],
  defaults: [],
  more: [[12]],
  lines: ({ close }, { period }) => [correlationWithTime(close, period)],
});
