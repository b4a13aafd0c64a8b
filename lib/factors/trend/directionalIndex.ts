import { barCount, defineFactor } from "../factor.ts";
import { lag, middle } from "../operators/index.ts";
import { averageDirectionalIndex, directionalIndex } from "./directionalMovement.ts";
import { movementSums } from "./movementSums.ts";

/** The parts of the directional movement system: DX, its average's mean with the one period − 1 bars ago (ADXR), and the movements in price. */
export const directionalIndexFactor = defineFactor({
  name: "directional_index",
  family: "trend",
  formula: "dx = 100·|plus_dm − minus_dm|/(plus_dm + minus_dm); adxr = (adx + adx[−(period − 1)])/2; plus_dm, minus_dm = Wilder sums of upward, downward movement",
  source: "Wilder 1978; TA-Lib DX, ADXR, PLUS_DM, MINUS_DM",
  edge: "0 where nothing moves",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "dx", description: "Directional index: imbalance of upward and downward movement", unit: "percent" },
    { id: "adxr", description: "Average directional index, rated: mean with its value a period before", unit: "percent" },
    { id: "plus_dm", description: "Wilder sum of upward movement", unit: "price" },
    { id: "minus_dm", description: "Wilder sum of downward movement", unit: "price" },
  ],
  defaults: [],
  more: [[14], [21]],
  lines: (bar, { period }) => {
    const average = averageDirectionalIndex(bar, period);
    const [up, down] = movementSums(bar, period);
    return [directionalIndex(bar, period), middle(average, lag(average, period - 1)), up, down];
  },
});
