/** Money flow of each bar: volume·((close − low) − (high − close))/(high − low), 0 where high and low are equal. in: [T]  out: [T] volume. Chaikin. */
export function moneyFlow(high: Float64Array, low: Float64Array, close: Float64Array, volume: Float64Array): Float64Array {
  const out = new Float64Array(close.length);
  for (let t = 0; t < close.length; t++) {
    const range = high[t]! - low[t]!;
    out[t] = range === 0 ? 0 : (volume[t]! * (close[t]! - low[t]! - (high[t]! - close[t]!))) / range;
  }
  return out;
}
