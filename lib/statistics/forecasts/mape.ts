import { notAvailable, type Measure } from "../measure.ts";
import { checkSamples } from "../samples.ts";

/** Mean absolute percentage error, Σ|(f−a)/a|/N. in: prices [N], not returns  out: a share, 0.01 is 1 %; N/A if an actual value is 0 */
export function mape(actual: ArrayLike<number>, forecast: ArrayLike<number>): Measure {
  const count = checkSamples("mape", { actual, forecast });
  let sum = 0;
  for (let t = 0; t < count; t++) {
    if (actual[t] === 0) return notAvailable(`the actual value in row ${t} is 0`);
    sum += Math.abs((forecast[t]! - actual[t]!) / actual[t]!);
  }
  return sum / count;
}
