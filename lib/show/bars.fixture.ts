import type { Bars } from "../market/bars.ts";
import { randomKey } from "../random/key.ts";
import { randomStream } from "../random/stream.ts";

/** Daily bars of a random walk, weekends left in. */
export function walkBars(count: number): Bars {
  const random = randomStream(randomKey(7));
  const close = new Float64Array(count);
  let price = 100;
  for (let t = 0; t < count; t++) close[t] = price *= 1 + 0.02 * (random.uniform() - 0.5);
  const open = close.map((value, t) => (t === 0 ? value : close[t - 1]!));
  return {
    symbol: "WALK",
    interval: "1d",
    provenance: "generated for a test",
    closeTime: Float64Array.from({ length: count }, (_, t) => Date.UTC(2001, 0, 2 + t) - 1),
    open,
    high: open.map((value, t) => Math.max(value, close[t]!) * 1.01),
    low: open.map((value, t) => Math.min(value, close[t]!) * 0.99),
    close,
    volume: close.map((_, t) => 1000 + t),
  };
}
