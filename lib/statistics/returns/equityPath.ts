import { checkSamples } from "../samples.ts";
import type { Drawdown } from "./maxDrawdown.ts";

/** What one reading of an equity curve tells: all that growth and falls need of it. Rows and bars count from 0. */
export type EquityPath = {
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly mean: number;
  readonly deepest: Drawdown;
  /** Most bars from a peak until it is reached again, or to the last bar. */
  readonly longestFall: number;
  /** Σd², d the `drawdowns`. */
  readonly squares: number;
};

/** An equity curve, or its `equityPath` where several measures of it are wanted. */
export type Equity = ArrayLike<number> | EquityPath;

/** Growth and falls of an equity curve, in one pass. in: equity [N], N ≥ 1, first row above 0 */
export function equityPath(equity: Equity, what = "equityPath"): EquityPath {
  if (!("length" in equity)) return equity;
  const count = equity.length;
  let sum = 0;
  let squares = 0;
  let peak = -Infinity;
  let peakAt = 0;
  let longestFall = 0;
  let depth = 0;
  let peakRow = 0;
  let troughRow = 0;
  let recoveryRow = 0;
  let isDown = false;
  for (let t = 0; t < count; t++) {
    const value = equity[t]!;
    sum += value;
    if (value >= peak) {
      if (isDown) recoveryRow = t;
      isDown = false;
      if (t - peakAt > 1 && t - peakAt > longestFall) longestFall = t - peakAt;
      peak = value;
      peakAt = t;
    } else {
      const loss = 1 - value / peak;
      squares += loss * loss;
      if (loss > depth) {
        depth = loss;
        peakRow = peakAt;
        troughRow = t;
        isDown = true;
      }
    }
  }
  if (count === 0 || !Number.isFinite(sum)) checkSamples(what, { equity });
  return {
    count, first: equity[0]!, last: equity[count - 1]!, mean: sum / count,
    deepest: { depth, peakRow, troughRow, recoveryRow: isDown ? null : recoveryRow },
    longestFall: Math.max(longestFall, count - 1 - peakAt), squares,
  };
}
