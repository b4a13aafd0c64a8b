import { barCount, defineFactor, emptyColumn } from "../factor.ts";

/**
 * Relative strength index: 100·G/(G+L), G and L the Wilder averages of rises and falls. Wilder 1978.
 * in: close [T]  out: [T] percent, NaN for t < period. 50 where nothing has moved.
 */
export function rsi(close: Float64Array, period: number): Float64Array {
  const out = emptyColumn(close.length);
  if (close.length <= period) return out;
  let gain = 0;
  let loss = 0;
  for (let t = 1; t <= period; t++) {
    const step = close[t]! - close[t - 1]!;
    if (step > 0) gain += step;
    else loss -= step;
  }
  gain /= period;
  loss /= period;
  out[period] = share(gain, loss);
  for (let t = period + 1; t < close.length; t++) {
    const step = close[t]! - close[t - 1]!;
    gain = (gain * (period - 1) + (step > 0 ? step : 0)) / period;
    loss = (loss * (period - 1) + (step < 0 ? -step : 0)) / period;
    out[t] = share(gain, loss);
  }
  return out;
}

function share(gain: number, loss: number): number {
  return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
}

export const rsiFactor = defineFactor({
  name: "rsi",
  family: "momentum",
  formula: "100·G/(G+L); G, L = Wilder averages over period of rises and falls of the close",
  source: "Wilder 1978; TA-Lib RSI",
  edge: "50 if the close has not moved since the start",
  inputs: ["close"],
  parameters: { period: barCount(2, 200) },
  outputs: [{ id: "rsi", description: "Relative strength index: share of rises in the movement", unit: "percent", warmUp: ({ period }) => period }],
  defaults: [[2], [7], [14], [21], [50]],
  example: [14],
  compute: (bars, { period }) => [rsi(bars.close, period)],
});
