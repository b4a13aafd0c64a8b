import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { mean } from "../moments.ts";
import { neweyWest } from "../inference/neweyWest.ts";
import { checkSamples } from "../samples.ts";

/**
 * Whether a forecast has less squared error than another, beyond chance: t = d̄/SE(d̄), d = (other − actual)² − (forecast − actual)².
 * Above 2 it is better beyond chance, below −2 worse, in between the rows cannot tell. Diebold and Mariano 1995.
 * SE by Newey and West with max(horizon − 1, ⌊N^(1/3)⌋) lags. in: consecutive rows [N]  out: standard errors; N/A below 30 rows or if the two never differ
 * A model that can become persistence by its weights is judged a little too severely (Clark and West 2007).
 */
export function dieboldMariano(actual: ArrayLike<number>, forecast: ArrayLike<number>, other: ArrayLike<number>, { horizon = 1 }: { readonly horizon?: number } = {}): Measure {
  const count = checkSamples("dieboldMariano", { actual, forecast, other });
  const few = tooFew(count, 30, "rows");
  if (few !== undefined) return few;
  const gain = Float64Array.from({ length: count }, (_, t) => (other[t]! - actual[t]!) ** 2 - (forecast[t]! - actual[t]!) ** 2);
  const error = neweyWest(gain, Math.max(horizon - 1, Math.floor(Math.cbrt(count))));
  return error === 0 ? notAvailable("the two forecasts have the same error in every row") : mean(gain) / error;
}
