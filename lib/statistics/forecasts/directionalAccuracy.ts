import { notAvailable, type Measure } from "../measure.ts";
import { checkSamples } from "../samples.ts";

/**
 * Directional accuracy: share of rows in which sign(forecast − previous) = sign(actual − previous).
 * in: [N], `previous` is the last value known when the forecast was made; zeros if the values are returns  out: 0..1
 * Ties: rows without a real move are left out; a forecast of no move counts one half, so that persistence scores 0.5 as a fair coin does on average.
 * N/A if no row moved. Compare it with `majorityDirection`, not with 0.5: markets that rise more often than fall reward saying "up".
 */
export function directionalAccuracy(actual: ArrayLike<number>, forecast: ArrayLike<number>, previous: ArrayLike<number>): Measure {
  const count = checkSamples("directionalAccuracy", { actual, forecast, previous });
  let right = 0;
  let moves = 0;
  for (let t = 0; t < count; t++) {
    const real = Math.sign(actual[t]! - previous[t]!);
    if (real === 0) continue;
    moves++;
    right += (1 + real * Math.sign(forecast[t]! - previous[t]!)) / 2;
  }
  return moves === 0 ? notAvailable("the actual values never move") : right / moves;
}
