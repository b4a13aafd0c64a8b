import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { rollingHighest, rollingLowest } from "../rolling/extremes.ts";

/**
 * Donchian channel: highest high and lowest low of the last `period` bars, this one included, their middle and the place of the close between them.
 * in: high, low, close [T]  out: upper, middle, lower (price), position (ratio) [T], NaN for t < period − 1; position ½ where the channel is empty.
 */
export function donchian(high: Float64Array, low: Float64Array, close: Float64Array, period: number): readonly [Float64Array, Float64Array, Float64Array, Float64Array] {
  const highest = rollingHighest(high, period);
  const lowest = rollingLowest(low, period);
  const upper = emptyColumn(close.length);
  const middle = emptyColumn(close.length);
  const lower = emptyColumn(close.length);
  const position = emptyColumn(close.length);
  for (let t = period - 1; t < close.length; t++) {
    const top = high[highest[t]!]!;
    const bottom = low[lowest[t]!]!;
    upper[t] = top;
    lower[t] = bottom;
    middle[t] = (top + bottom) / 2;
    position[t] = top === bottom ? 0.5 : (close[t]! - bottom) / (top - bottom);
  }
  return [upper, middle, lower, position];
}

export const donchianFactor = defineFactor({
  name: "donchian",
  family: "volatility",
  formula: "upper = highest high, lower = lowest low of period bars; middle = their mean; position = (close − lower)/(upper − lower)",
  source: "Donchian 1960; TA-Lib MAX, MIN",
  edge: "position ½ where the channel is empty",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "donchian_upper", description: "Highest high", unit: "price", warmUp: ({ period }) => period - 1 },
    { id: "donchian_middle", description: "Middle of the Donchian channel", unit: "price", warmUp: ({ period }) => period - 1 },
    { id: "donchian_lower", description: "Lowest low", unit: "price", warmUp: ({ period }) => period - 1 },
    { id: "donchian_position", description: "Place of the close in the Donchian channel, 0 lower, 1 upper", unit: "ratio", warmUp: ({ period }) => period - 1 },
  ],
  defaults: [[20]],
  compute: ({ high, low, close }, { period }) => donchian(high, low, close, period),
});
