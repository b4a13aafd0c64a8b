import { randomKey, randomStream } from "../random/index.ts";
import type { Windows } from "../windows/index.ts";

/** Windows with a planted rule: the target is tanh(sum of the last two steps of the first column), the second column is noise. */
export function plantedWindows(count: number, seed: number, lookback = 6): Windows {
  const { normal } = randomStream(randomKey(seed));
  const features = 2;
  const inputs = Float32Array.from({ length: count * lookback * features }, normal);
  const targets = Float32Array.from({ length: count }, (_, n) => {
    const at = (back: number) => inputs[(n * lookback + lookback - back) * features]!;
    return Math.tanh(at(1) + at(2));
  });
  return { inputs, targets, rows: Int32Array.from({ length: count }, (_, n) => n), count, lookback, features, columns: ["signal", "noise"], horizon: 1 };
}
