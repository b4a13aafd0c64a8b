import { checkSamples } from "../samples.ts";
import type { Drawdown } from "./maxDrawdown.ts";

/** A fall from a peak until the peak is reached again, with its lengths in bars. */
export type Fall = Drawdown & {
  /** Bars from peak to trough. */
  readonly fallBars: number;
  /** Bars from trough to recovery; null while the peak is not reached again. */
  readonly recoveryBars: number | null;
  /** Bars under water: from the peak to its recovery, or to the last bar. */
  readonly bars: number;
};

/** The deepest falls of an equity curve that do not overlap, deepest first. in: equity [N], first row above 0  out: at most `most` falls */
export function drawdownTable(equity: ArrayLike<number>, { most = 5 }: { readonly most?: number } = {}): Fall[] {
  const count = checkSamples("drawdownTable", { equity });
  const falls: Fall[] = [];
  let [peakRow, troughRow] = [0, 0];
  for (let t = 1; t <= count; t++) {
    if (t < count && equity[t]! < equity[peakRow]!) {
      if (troughRow === peakRow || equity[t]! < equity[troughRow]!) troughRow = t;
      continue;
    }
    if (troughRow > peakRow) {
      const recoveryRow = t < count ? t : null;
      falls.push({ depth: 1 - equity[troughRow]! / equity[peakRow]!, peakRow, troughRow, recoveryRow, fallBars: troughRow - peakRow, recoveryBars: recoveryRow === null ? null : recoveryRow - troughRow, bars: (recoveryRow ?? count - 1) - peakRow });
    }
    peakRow = troughRow = t;
  }
  return falls.sort((a, b) => b.depth - a.depth).slice(0, most);
}
