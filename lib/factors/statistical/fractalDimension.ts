import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { highest, lag, lowest, minus } from "../operators/index.ts";

/**
 * Fractal dimension of the price: log₂ of how much higher the two halves of a window stand than the whole, per row.
 * Number 1 to 2 on usual prices, NaN for t < 2·half − 1; 1.5, that of a random walk, where a range is 0. Ehlers 2005.
 */
export function fractalDimension(high: Line, low: Line, half: number): Line {
  const newer = minus(highest(high, half), lowest(low, half));
  const whole = minus(highest(high, 2 * half), lowest(low, 2 * half));
  return operator("fractalDimension", [newer, lag(newer, half), whole], [], { start: ([newer, older, whole], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const halves = 2 * (newer[t]! + older[t]!);
      out[t] = halves > 0 && whole[t]! > 0 ? Math.log2(halves / whole[t]!) : 1.5;
    }
  } });
}

export const fractalDimensionFactor = defineFactor({
  name: "fractal_dimension",
  family: "statistical",
  formula: "log₂(2·(N₁ + N₂)/N₃), N₁, N₂ high − low of the two halves of the window and N₃ of all of it",
  source: "Ehlers 2005, FRAMA",
  edge: "1.5 where the prices do not move",
  inputs: ["high", "low"],
  parameters: { half: barCount(2, 500) },
  outputs: [{ id: "fractal_dimension", description: "Fractal dimension: near 1 trends, near 2 wanders", unit: "number" }],
  defaults: [],
  example: [15],
  lines: ({ high, low }, { half }) => [fractalDimension(high, low, half)],
});
