import { columnsOf } from "../../../lib/factors/index.ts";
import { nextLogReturn } from "../../../lib/labels/index.ts";
import { loadBars } from "../../../lib/market/index.ts";
import { startEngine, tf } from "../../../lib/tensorflow/index.ts";
import { slidingWindows } from "../../../lib/windows/index.ts";
import { firstDifference, packageVersion } from "../agreement.ts";
import type { Contest } from "../timing.ts";

const LOOKBACK = 30;

/** Windows of 30 bars and 5 columns to a tensor: one flat buffer against nested arrays, as tutorials write it. */
export async function windowsContest(): Promise<Contest> {
  await startEngine();
  const bars = await loadBars();
  const { closeTime, open, high, low, close, volume } = bars;
  const columns = columnsOf(closeTime, { open, high, low, close, volume });
  const target = nextLogReturn(bars, { horizon: 1 });
  const rows = { from: 0, to: closeTime.length };
  const table = Array.from(closeTime, (_, t) => [open[t]!, high[t]!, low[t]!, close[t]!, volume[t]!]);
  const ours = () => {
    const { inputs, count, features } = slidingWindows(columns, target, { rows, lookback: LOOKBACK });
    return tf.tensor3d(inputs, [count, LOOKBACK, features]);
  };
  const theirs = () => {
    const nested: number[][][] = [];
    for (let t = LOOKBACK - 1; t + 1 < table.length; t++) nested.push(table.slice(t - LOOKBACK + 1, t + 1));
    return tf.tensor3d(nested);
  };
  return {
    work: "windows of 30 × 5 to a tensor", peer: `nested arrays, tf.tensor3d of ${packageVersion("@tensorflow/tfjs")}`, target: 5,
    ours: () => ours().dispose(), theirs: () => theirs().dispose(),
    agree: () => tf.tidy(() => firstDifference(ours().dataSync(), theirs().dataSync(), { tolerance: 0 })),
  };
}
