import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest, middle, placeBetween } from "../operators/index.ts";

/** Donchian channel: highest high and lowest low of the last `period` bars, this one included. Price, NaN for t < period − 1. */
export const donchianFactor = defineFactor({
  name: "donchian",
  family: "volatility",
  formula: "upper = highest high, lower = lowest low of period bars; middle = their mean; position = (close − lower)/(upper − lower)",
  source: "Donchian 1960; TA-Lib MAX, MIN",
  edge: "position ½ where the channel is empty",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "donchian_upper", description: "Highest high", unit: "price" },
    { id: "donchian_middle", description: "Middle of the Donchian channel", unit: "price" },
    { id: "donchian_lower", description: "Lowest low", unit: "price" },
    { id: "donchian_position", description: "Place of the close in the Donchian channel, 0 lower, 1 upper", unit: "ratio" },
  ],
  defaults: [[20]],
  lines: ({ high, low, close }, { period }) => {
    const upper = highest(high, period);
    const lower = lowest(low, period);
    return [upper, middle(upper, lower), lower, placeBetween(close, lower, upper)];
  },
});
