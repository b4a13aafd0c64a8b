import { checkSamples } from "../samples.ts";

/** Root mean squared error, √(Σ(f−a)²/N). in: [N]  out: unit of the actual values */
export function rmse(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  const count = checkSamples("rmse", { actual, forecast });
  let squares = 0;
  for (let t = 0; t < count; t++) squares += (forecast[t]! - actual[t]!) ** 2;
  return Math.sqrt(squares / count);
}
