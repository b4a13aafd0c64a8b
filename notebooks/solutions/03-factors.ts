export function movingAverage(close: Float64Array, period: number): Float64Array {
  return close.map((_, t) => (t < period - 1 ? Number.NaN : close.subarray(t - period + 1, t + 1).reduce((sum, price) => sum + price, 0) / period));
}

export function rsi(close: Float64Array, period: number): Float64Array {
  const steps = close.map((price, t) => (t === 0 ? 0 : price - close[t - 1]!));
  const first = steps.subarray(1, period + 1);
  let gain = first.reduce((sum, step) => sum + Math.max(step, 0), 0) / period;
  let loss = first.reduce((sum, step) => sum + Math.max(-step, 0), 0) / period;
  return steps.map((step, t) => {
    if (t < period) return Number.NaN;
    if (t > period) {
      gain += (Math.max(step, 0) - gain) / period;
      loss += (Math.max(-step, 0) - loss) / period;
    }
    return (100 * gain) / (gain + loss);
  });
}

export function drawdown(close: Float64Array): Float64Array {
  let highest = 0;
  return close.map((price) => {
    highest = Math.max(highest, price);
    return price / highest - 1;
  });
}

export function weekCycle(day: number): readonly [sin: number, cos: number] {
  const angle = (2 * Math.PI * day) / 7;
  return [Math.sin(angle), Math.cos(angle)];
}
