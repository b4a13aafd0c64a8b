import { barCount, defineFactor, emptyColumn } from "../factor.ts";

/**
 * Directional movement: +DI and −DI are Wilder sums of upward and downward movement as a share of the Wilder sum of the true range;
 * ADX is the Wilder average of 100·|+DI − −DI|/(+DI + −DI). Wilder 1978.
 * in: high, low, close [T]  out: 3 × [T] percent, NaN for t < 2·period − 1 (ADX), t < period (DI); 0 where nothing moves.
 */
export function directionalMovement(high: Float64Array, low: Float64Array, close: Float64Array, period: number): readonly [adx: Float64Array, plus: Float64Array, minus: Float64Array] {
  const adx = emptyColumn(close.length);
  const plus = emptyColumn(close.length);
  const minus = emptyColumn(close.length);
  let up = 0, down = 0, range = 0, strength = 0;
  for (let t = 1; t < close.length; t++) {
    const rise = high[t]! - high[t - 1]!;
    const fall = low[t - 1]! - low[t]!;
    // The first period − 1 movements are summed; from then on an equal share of the sum is dropped for each one added.
    const kept = t < period ? 1 : 1 - 1 / period;
    up = up * kept + (rise > 0 && rise > fall ? rise : 0);
    down = down * kept + (fall > 0 && fall > rise ? fall : 0);
    range = range * kept + Math.max(high[t]!, close[t - 1]!) - Math.min(low[t]!, close[t - 1]!);
    if (t < period) continue;
    plus[t] = range === 0 ? 0 : (100 * up) / range;
    minus[t] = range === 0 ? 0 : (100 * down) / range;
    const direction = up + down === 0 ? 0 : (100 * Math.abs(up - down)) / (up + down);
    strength = t < 2 * period ? strength + direction / period : strength + (direction - strength) / period;
    if (t >= 2 * period - 1) adx[t] = strength;
  }
  return [adx, plus, minus];
}

export const directionalMovementFactor = defineFactor({
  name: "directional_movement",
  family: "trend",
  formula: "plus_di, minus_di = 100·Wilder sum of upward, downward movement / Wilder sum of true range; adx = Wilder average of 100·|plus_di − minus_di|/(plus_di + minus_di)",
  source: "Wilder 1978; TA-Lib ADX, PLUS_DI, MINUS_DI",
  edge: "0 where nothing moves",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "adx", description: "Average directional index: strength of the trend, up or down", unit: "percent", warmUp: ({ period }) => 2 * period - 1 },
    { id: "plus_di", description: "Upward movement as a share of the range", unit: "percent", warmUp: ({ period }) => period },
    { id: "minus_di", description: "Downward movement as a share of the range", unit: "percent", warmUp: ({ period }) => period },
  ],
  defaults: [[14]],
  compute: ({ high, low, close }, { period }) => directionalMovement(high, low, close, period),
});
