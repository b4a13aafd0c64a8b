import type { RandomKey } from "./key.ts";
import { randomStream } from "./stream.ts";

/** The integers 0 .. count−1 in random order. Fisher–Yates, Durstenfeld 1964. */
export function shuffledIndices(count: number, key: RandomKey): Int32Array {
  const order = Int32Array.from({ length: count }, (_, k) => k);
  const { uniform } = randomStream(key);
  for (let k = count - 1; k > 0; k--) {
    const other = Math.floor(uniform() * (k + 1));
    const held = order[k]!;
    order[k] = order[other]!;
    order[other] = held;
  }
  return order;
}
