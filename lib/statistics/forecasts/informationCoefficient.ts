import { correlation } from "./correlation.ts";
import type { Measure } from "../measure.ts";

/** Information coefficient: Pearson correlation of forecast and outcome. Grinold and Kahn 2000. in: returns or changes [N], not price levels  out: −1..1 */
export function informationCoefficient(actual: ArrayLike<number>, forecast: ArrayLike<number>): Measure {
  return correlation(forecast, actual);
}
