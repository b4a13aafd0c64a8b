import { checkSamples } from "../samples.ts";
import { equityPath, type Equity } from "./equityPath.ts";

export type Drawdown = {
  /** Greatest loss from an earlier peak, a share ≥ 0: 0.2 is 20 %. */
  readonly depth: number;
  readonly peakRow: number;
  readonly troughRow: number;
  /** First row at which the peak is reached again; null while it is not. */
  readonly recoveryRow: number | null;
};

/** Loss from the highest equity so far, a share ≥ 0, 1 − e[t]/max(e[0..t]). in: equity [N], first row above 0  out: [N] */
export function drawdowns(equity: ArrayLike<number>): Float64Array {
  const count = checkSamples("drawdowns", { equity });
  const losses = new Float64Array(count);
  let peak = -Infinity;
  for (let t = 0; t < count; t++) {
    const value = equity[t]!;
    if (value >= peak) peak = value;
    losses[t] = 1 - value / peak;
  }
  return losses;
}

/** Maximum drawdown, max of `drawdowns`, with the rows of its peak, trough and recovery. in: equity [N] or its path  An equity that never falls: depth 0, all rows 0. */
export function maxDrawdown(equity: Equity): Drawdown {
  return equityPath(equity, "maxDrawdown").deepest;
}
