import { checkSamples } from "../samples.ts";

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

/** Maximum drawdown, max of `drawdowns`, with the rows of its peak, trough and recovery. in: equity [N]  An equity that never falls: depth 0, all rows 0. */
export function maxDrawdown(equity: ArrayLike<number>): Drawdown {
  const count = checkSamples("maxDrawdown", { equity });
  let [depth, peakRow, troughRow] = [0, 0, 0];
  let [peak, peakAt] = [equity[0]!, 0];
  // A value above this cannot be deeper: nearly all are passed without a division.
  let bound = peak;
  for (let t = 1; t < count; t++) {
    const value = equity[t]!;
    if (value >= peak) {
      [peak, peakAt] = [value, t];
    } else if (value <= bound) {
      const loss = 1 - value / peak;
      if (loss > depth) [depth, peakRow, troughRow] = [loss, peakAt, t];
    } else continue;
    bound = (1 - depth) * peak * (1 + 1e-12);
  }
  if (depth === 0) return { depth, peakRow: 0, troughRow: 0, recoveryRow: 0 };
  let recoveryRow = troughRow;
  while (recoveryRow < count && equity[recoveryRow]! < equity[peakRow]!) recoveryRow++;
  return { depth, peakRow, troughRow, recoveryRow: recoveryRow < count ? recoveryRow : null };
}
