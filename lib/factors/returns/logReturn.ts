import { barCount, defineFactor, emptyColumn } from "../factor.ts";

/** Log return over `period` bars: ln(closeₜ/closeₜ₋ₙ). in: close [T]  out: [T] log return, NaN for t < period. */
export function logReturn(close: Float64Array, period: number): Float64Array {
  const out = emptyColumn(close.length);
  for (let t = period; t < close.length; t++) out[t] = Math.log(close[t]! / close[t - period]!);
  return out;
}

export const logReturnFactor = defineFactor({
  name: "log_return",
  family: "returns",
  formula: "ln(close/close[−period])",
  source: "Campbell, Lo and MacKinlay 1997, §1.4",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "log_return", description: "Log return of the close", unit: "log return", warmUp: ({ period }) => period }],
  defaults: [[1], [5], [20]],
  compute: (bars, { period }) => [logReturn(bars.close, period)],
});
