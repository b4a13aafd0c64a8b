import { randomKey, randomStream, split } from "../../../lib/random/index.ts";
import type { Windows } from "../../../lib/windows/index.ts";

/** Windows of independent normal numbers; the target is a bounded function of the last step, so that there is something to learn. The same ones in every run. */
export function benchWindows(count: number, lookback: number, features: number): Windows {
  const random = randomStream(split(randomKey(11), `${lookback}×${features}`));
  const inputs = Float32Array.from({ length: count * lookback * features }, () => random.normal());
  const last = (n: number) => inputs[(n * lookback + lookback - 1) * features]!;
  const targets = Float32Array.from({ length: count }, (_, n) => Math.tanh(last(n)));
  const columns = Array.from({ length: features }, (_, k) => `column ${k + 1}`);
  return { inputs, targets, rows: Int32Array.from({ length: count }, (_, n) => n + lookback), count, lookback, features, columns, horizon: 1 };
}
