import { notAvailable, tooFew, type Measure } from "../measure.ts";
import { equityPath, type Equity } from "./equityPath.ts";
import type { ReturnOptions } from "./returnOptions.ts";

/**
 * Compound annual growth rate, (e[N−1]/e[0])^(P/(N−1)) − 1.
 * in: equity [N] or its path  out: a share a year; −1 if the equity ends at or below 0; N/A below `fewest` returns
 */
export function cagr(equity: Equity, { periodsPerYear = 252, fewest = 30 }: ReturnOptions = {}): Measure {
  const { count, first, last } = equityPath(equity, "cagr");
  const few = tooFew(count - 1, fewest);
  if (few !== undefined) return few;
  if (!(first > 0)) return notAvailable(`the first equity is ${first}`);
  return Math.max(0, last / first) ** (periodsPerYear / (count - 1)) - 1;
}
