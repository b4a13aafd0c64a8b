import { checkSamples } from "../samples.ts";

/** Longest time under water: most bars from a peak until it is reached again, or to the last bar. in: equity [N]  out: bars, 0 if the equity never falls */
export function longestFall(equity: ArrayLike<number>): number {
  const count = checkSamples("longestFall", { equity });
  let [peak, peakRow, longest] = [equity[0]!, 0, 0];
  for (let t = 1; t < count; t++) {
    if (equity[t]! < peak) continue;
    if (t - peakRow > 1) longest = Math.max(longest, t - peakRow);
    [peak, peakRow] = [equity[t]!, t];
  }
  return Math.max(longest, count - 1 - peakRow);
}
