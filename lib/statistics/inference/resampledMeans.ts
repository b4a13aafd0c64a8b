import { randomStream, type RandomKey } from "../../random/index.ts";
import { stationaryBootstrap } from "./stationaryBootstrap.ts";

/**
 * Means of columns over the rows of stationary bootstrap samples, all columns on the same rows. A block costs two readings of running sums, however long it is.
 * in: columns [K] of [N]  out: resample by resample [B·K]
 */
export function resampledMeans(columns: readonly ArrayLike<number>[], { key, meanBlock, resamples }: { readonly key: RandomKey; readonly meanBlock: number; readonly resamples: number }): Float64Array {
  const [width, count] = [columns.length, columns[0]!.length];
  const running = new Float64Array((count + 1) * width);
  for (let t = 0; t < count; t++) for (let k = 0; k < width; k++) running[(t + 1) * width + k] = running[t * width + k]! + columns[k]![t]!;
  const means = new Float64Array(resamples * width);
  const stream = randomStream(key);
  for (let b = 0; b < resamples; b++) {
    const rows = stationaryBootstrap(count, meanBlock, stream);
    for (let from = 0, k = 1; k <= count; k++) {
      if (k < count && rows[k] === rows[k - 1]! + 1) continue;
      const [low, high] = [rows[from]! * width, (rows[k - 1]! + 1) * width];
      for (let c = 0; c < width; c++) means[b * width + c]! += (running[high + c]! - running[low + c]!) / count;
      from = k;
    }
  }
  return means;
}
