import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { meanAndSquares } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/** Sample standard deviation of the last `period` values. NaN for t < period − 1. */
export function sampleDeviation(x: Line, period: number): Line {
  return operator("sampleDeviation", [meanAndSquares(x, period)[1]], [period], { start: ([squares], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = Math.sqrt(squares[t]! / (period - 1));
  } });
}

/** Historical volatility: sample standard deviation of the log returns of the last `period` bars. Log return per bar, NaN for t < period. */
export function historicalVolatility(close: Line, period: number): Line {
  return sampleDeviation(logReturn(close), period);
}

export const historicalVolatilityFactor = defineFactor({
  name: "hist_vol",
  family: "volatility",
  formula: "√(Σ(r − mean r)²/(period − 1)), r = ln(close/close[−1]); for one bar, not annualised (×√252 for days)",
  source: "Hull, Options, Futures and Other Derivatives, §15.4; pandas rolling std",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "hist_vol", description: "Historical volatility of log returns", unit: "log return per bar" }],
  defaults: [[20]],
  more: [[10], [30]],
  lines: ({ close }, { period }) => [historicalVolatility(close, period)],
});
