import { checkSamples } from "../samples.ts";

/** Coverage: share of outcomes that lie between two quantile forecasts, ends included. 0.8 is right for the quantiles 0.1 and 0.9. in: [N] each  out: 0..1 */
export function coverage(actual: ArrayLike<number>, low: ArrayLike<number>, high: ArrayLike<number>): number {
  const count = checkSamples("coverage", { actual, low, high });
  let inside = 0;
  for (let t = 0; t < count; t++) if (low[t]! <= actual[t]! && actual[t]! <= high[t]!) inside++;
  return inside / count;
}
