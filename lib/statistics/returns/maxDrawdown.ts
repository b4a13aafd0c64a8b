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
  checkSamples("drawdowns", { equity });
  let peak = -Infinity;
  return Float64Array.from(equity, (value) => 1 - value / (peak = Math.max(peak, value)));
}

/** Maximum drawdown, max of `drawdowns`, with the rows of its peak, trough and recovery. in: equity [N]  An equity that never falls: depth 0, all rows 0. */
export function maxDrawdown(equity: ArrayLike<number>): Drawdown {
  const losses = drawdowns(equity);
  let troughRow = 0;
  for (let t = 0; t < losses.length; t++) if (losses[t]! > losses[troughRow]!) troughRow = t;
  const depth = losses[troughRow]!;
  if (depth === 0) return { depth, peakRow: 0, troughRow: 0, recoveryRow: 0 };
  let peakRow = troughRow;
  while (losses[peakRow]! > 0) peakRow--;
  let recoveryRow = troughRow;
  while (recoveryRow < losses.length && losses[recoveryRow]! > 0) recoveryRow++;
  return { depth, peakRow, troughRow, recoveryRow: recoveryRow < losses.length ? recoveryRow : null };
}
