import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { checkSamples } from "../samples.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/**
 * Compound annual growth rate, (e[N−1]/e[0])^(P/(N−1)) − 1.
 * in: equity [N]  out: a share a year; −1 if the equity ends at or below 0; N/A below `fewest` returns
 */
export function cagr(equity: ArrayLike<number>, { periodsPerYear = 252, fewest = 30 }: ReturnOptions = {}): Measure {
  const count = checkSamples("cagr", { equity });
  const few = tooFew(count - 1, fewest);
  if (few !== undefined) return few;
  if (!(equity[0]! > 0)) return notAvailable(`the first equity is ${equity[0]}`);
  return Math.max(0, equity[count - 1]! / equity[0]!) ** (periodsPerYear / (count - 1)) - 1;
}
