import type { RandomStream } from "./stream.ts";

/**
 * A walk over the rows of a dependent series that keeps neighbours together: each call gives the next row, 0..count−1.
 * It follows the one before, round the end, or with probability 1/meanBlock a new block starts anywhere: the stationary bootstrap. Politis and Romano 1994.
 * in: count ≥ 1, meanBlock ≥ 1 row, a stream that the walk draws from
 */
export function stationaryWalk(count: number, meanBlock: number, { uniform }: RandomStream): () => number {
  let row = -1;
  return () => (row = row < 0 || uniform() < 1 / meanBlock ? Math.floor(uniform() * count) : (row + 1) % count);
}
