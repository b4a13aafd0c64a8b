import { notAvailable, type Measure } from "../measure.ts";
import { rmse } from "./rmse.ts";

/**
 * Skill against persistence: 1 − RMSE(forecast)/RMSE(previous). 0 equals "tomorrow is as today", below 0 is worse.
 * in: [N], `previous` is the last value known when the forecast was made  out: ≤ 1; N/A if persistence makes no error
 */
export function skill(actual: ArrayLike<number>, forecast: ArrayLike<number>, previous: ArrayLike<number>): Measure {
  const naive = rmse(actual, previous);
  return naive === 0 ? notAvailable("persistence makes no error") : 1 - rmse(actual, forecast) / naive;
}
