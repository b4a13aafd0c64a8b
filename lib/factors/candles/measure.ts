/** Prices of the rows around a candle, and the mean range of the five candles before each. */
export type Candles = { readonly open: Float64Array; readonly high: Float64Array; readonly low: Float64Array; readonly close: Float64Array; readonly meanRange: Float64Array };

/** Length of the real body. */
export function body({ open, close }: Candles, t: number): number {
  return Math.abs(close[t]! - open[t]!);
}

/** Upper end of the real body. */
export function top({ open, close }: Candles, t: number): number {
  return Math.max(open[t]!, close[t]!);
}

/** Lower end of the real body. */
export function bottom({ open, close }: Candles, t: number): number {
  return Math.min(open[t]!, close[t]!);
}

export function upperShadow(candles: Candles, t: number): number {
  return candles.high[t]! - top(candles, t);
}

export function lowerShadow(candles: Candles, t: number): number {
  return bottom(candles, t) - candles.low[t]!;
}

/** How far apart prices may lie and be near: a fifth of the mean range of the five candles before. */
export function near({ meanRange }: Candles, t: number): number {
  return 0.2 * meanRange[t]!;
}

/** What is far: three fifths of the mean range of the five candles before. */
export function far({ meanRange }: Candles, t: number): number {
  return 0.6 * meanRange[t]!;
}

/** How far apart prices may lie and be equal: a twentieth of the mean range of the five candles before. */
export function equal({ meanRange }: Candles, t: number): number {
  return 0.05 * meanRange[t]!;
}

/** The longest body of a doji: a tenth of the mean range of the ten candles before. */
export function dojiBody({ high, low }: Candles, t: number): number {
  let sum = 0;
  for (let k = t - 10; k < t; k++) sum += high[k]! - low[k]!;
  return 0.1 * (sum / 10);
}

/** Half the mean of both shadows together, of the ten candles before: a shadow above that is not short. */
export function shortShadow(candles: Candles, t: number): number {
  let sum = 0;
  for (let k = t - 10; k < t; k++) sum += upperShadow(candles, k) + lowerShadow(candles, k);
  return sum / 10 / 2;
}

/** Whether two prices are apart by no more than the tolerance, by the comparisons TA-Lib makes. */
export function isWithin(price: number, other: number, tolerance: number): boolean {
  return price <= other + tolerance && price >= other - tolerance;
}
