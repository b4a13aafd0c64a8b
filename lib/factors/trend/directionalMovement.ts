import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor, type BarLines } from "../factor.ts";
import { wilder } from "../operators/index.ts";
import { movementSums } from "./movementSums.ts";

type HighLowClose = Pick<BarLines, "close" | "high" | "low">;

/** +DI and −DI: Wilder sums of upward and downward movement as shares of the Wilder sum of the true range. Percent, NaN for t < period; 0 where nothing moves. */
export function directionalIndicators(bar: HighLowClose, period: number): readonly [plus: Line, minus: Line] {
  const [up, down, range] = movementSums(bar, period);
  return [percentOf(up, range), percentOf(down, range)];
}

/** DX: difference of upward and downward movement as a share of their sum. Percent, NaN for t < period; 0 where nothing moves. */
export function directionalIndex(bar: HighLowClose, period: number): Line {
  const [up, down] = movementSums(bar, period);
  return operator("directionalIndex", [up, down], [], { delay: 1, start: ([up, down], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const all = up[t]! + down[t]!;
      out[t] = all === 0 ? 0 : (100 * Math.abs(up[t]! - down[t]!)) / all;
    }
  } });
}

/** ADX: Wilder average of the DX. Percent, NaN for t < 2·period − 1. Wilder 1978. */
export function averageDirectionalIndex(bar: HighLowClose, period: number): Line {
  return wilder(directionalIndex(bar, period), period);
}

/** The sums are one bar short at their first row. */
function percentOf(part: Line, whole: Line): Line {
  return operator("percentOf", [part, whole], [], { delay: 1, start: ([part, whole], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = whole[t] === 0 ? 0 : (100 * part[t]!) / whole[t]!;
  } });
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
    { id: "adx", description: "Average directional index: strength of the trend, up or down", unit: "percent" },
    { id: "plus_di", description: "Upward movement as a share of the range", unit: "percent" },
    { id: "minus_di", description: "Downward movement as a share of the range", unit: "percent" },
  ],
  defaults: [[14]],
  more: [[21]],
  lines: (bar, { period }) => [averageDirectionalIndex(bar, period), ...directionalIndicators(bar, period)],
});
