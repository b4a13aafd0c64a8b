import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { logReturn } from "../returns/logReturn.ts";
import { rollingVariance } from "../rolling/variance.ts";

/** Historical volatility: sample standard deviation of the log returns of the last `period` bars, for one bar. in: close [T]  out: [T], NaN for t < period. */
export function historicalVolatility(close: Float64Array, period: number): Float64Array {
  const { squares } = rollingVariance(logReturn(close, 1), period, 1);
  const out = emptyColumn(close.length);
  for (let t = period; t < close.length; t++) out[t] = Math.sqrt(squares[t]! / (period - 1));
  return out;
}

export const historicalVolatilityFactor = defineFactor({
  name: "hist_vol",
  family: "volatility",
  formula: "√(Σ(r − mean r)²/(period − 1)), r = ln(close/close[−1]); for one bar, not annualised (×√252 for days)",
  source: "Hull, Options, Futures and Other Derivatives, §15.4; pandas rolling std",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "hist_vol", description: "Historical volatility of log returns", unit: "log return per bar", warmUp: ({ period }) => period }],
  defaults: [[20]],
  compute: (bars, { period }) => [historicalVolatility(bars.close, period)],
});
