import { checkSamples } from "../samples.ts";

/** Mean absolute error, Σ|f−a|/N. in: [N]  out: unit of the actual values */
export function mae(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  const count = checkSamples("mae", { actual, forecast });
  let sum = 0;
  for (let t = 0; t < count; t++) sum += Math.abs(forecast[t]! - actual[t]!);
  return sum / count;
}
