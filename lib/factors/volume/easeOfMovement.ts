import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean } from "../operators/index.ts";

/** Move of the bar's middle times its range over its volume. Squared price per volume, NaN in the first row; 0 for a bar without volume. */
function movement(high: Line, low: Line, volume: Line): Line {
  return operator("movement", [high, low, volume], [], { delay: 1, lookback: 1, start: ([high, low, volume], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const move = (high[t]! + low[t]!) / 2 - (high[t - 1]! + low[t - 1]!) / 2;
      out[t] = volume[t] === 0 ? 0 : (move * (high[t]! - low[t]!)) / volume[t]!;
    }
  } });
}

export const easeOfMovementFactor = defineFactor({
  name: "ease_of_movement",
  family: "volume",
  formula: "mean over period of (m − m[−1])·(high − low)/volume, m = (high + low)/2",
  source: "Arms 1971; without the usual constant of 10⁸",
  edge: "a bar without volume counts 0",
  inputs: ["high", "low", "volume"],
  parameters: { period: barCount(1, 1000) },
  outputs: [{ id: "ease_of_movement", description: "How far the price moves for its volume", unit: "squared price per volume" }],
  defaults: [],
  example: [14],
  lines: ({ high, low, volume }, { period }) => [mean(movement(high, low, volume), period)],
});
