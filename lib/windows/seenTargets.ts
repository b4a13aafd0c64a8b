import type { Windows } from "./slidingWindows.ts";

/**
 * Share of the test windows whose last target bar was already seen in training, as an input or on the way to a target: 0 in an honest split.
 * A random split of overlapping windows comes near 1, and its test error is then that of a memory, not of a forecast.
 * out: 0..1
 */
export function seenTargets(train: Windows, test: Windows): number {
  const seen = new Set<number>();
  for (const row of train.rows) {
    for (let back = 0; back < train.lookback; back++) seen.add(row - back);
    for (let ahead = 1; ahead <= train.horizon; ahead++) seen.add(row + ahead);
  }
  let count = 0;
  for (const row of test.rows) if (seen.has(row + test.horizon)) count++;
  return count / test.count;
}
