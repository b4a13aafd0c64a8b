import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { rollingHighest, rollingLowest } from "../rolling/extremes.ts";

/**
 * Aroon: 100·(period − bars since the highest high)/period, the same for the lowest low, and their difference. Chande 1995.
 * in: high, low [T]  out: up, down, oscillator [T] percent, NaN for t < period. Of equal extremes the newest counts.
 */
export function aroon(high: Float64Array, low: Float64Array, period: number): readonly [up: Float64Array, down: Float64Array, oscillator: Float64Array] {
  const highest = rollingHighest(high, period + 1);
  const lowest = rollingLowest(low, period + 1);
  const up = emptyColumn(high.length);
  const down = emptyColumn(high.length);
  const oscillator = emptyColumn(high.length);
  for (let t = period; t < high.length; t++) {
    up[t] = (100 * (period - (t - highest[t]!))) / period;
    down[t] = (100 * (period - (t - lowest[t]!))) / period;
    oscillator[t] = (100 * (highest[t]! - lowest[t]!)) / period;
  }
  return [up, down, oscillator];
}

export const aroonFactor = defineFactor({
  name: "aroon",
  family: "trend",
  formula: "up, down = 100·(period − bars since the highest high, lowest low of period + 1 bars)/period; oscillator = up − down",
  source: "Chande 1995; TA-Lib AROON, AROONOSC",
  edge: "up and down 100, oscillator 0 on flat prices",
  inputs: ["high", "low"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "aroon_up", description: "How recent the highest high is", unit: "percent", warmUp: ({ period }) => period },
    { id: "aroon_down", description: "How recent the lowest low is", unit: "percent", warmUp: ({ period }) => period },
    { id: "aroon_oscillator", description: "Aroon up minus Aroon down", unit: "percent", warmUp: ({ period }) => period },
  ],
  defaults: [[25]],
  compute: ({ high, low }, { period }) => aroon(high, low, period),
});
