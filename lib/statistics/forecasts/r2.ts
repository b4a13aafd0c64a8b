import { notAvailable, type Measure } from "../measure.ts";
import { mean } from "../moments.ts";
import { checkSamples } from "../samples.ts";

/** Coefficient of determination, 1 − Σ(f−a)²/Σ(a−ā)². in: [N]  out: ≤ 1, below 0 if worse than the mean of the actual values; N/A if they do not vary */
export function r2(actual: ArrayLike<number>, forecast: ArrayLike<number>): Measure {
  const count = checkSamples("r2", { actual, forecast });
  const centre = mean(actual);
  let errors = 0;
  let total = 0;
  let varies = false;
  for (let t = 0; t < count; t++) {
    errors += (forecast[t]! - actual[t]!) ** 2;
    total += (actual[t]! - centre) ** 2;
    varies ||= actual[t] !== actual[0];
  }
  return varies ? 1 - errors / total : notAvailable("the actual values do not vary");
}
